import type { Prisma, Transaction } from '@streaming/db'
import { TRPCError } from '@trpc/server'
import { z } from 'zod'
import { conflict, notFound } from '../procedure/errors.ts'
import { line, searchText, words } from '../procedure/fields/fields.ts'
import { money } from '../procedure/fields/number-fields.ts'
import { Count, Id, Money, optionalParameters, parameters } from '../procedure/fields/schemas.ts'
import { pageOf, pageParameters } from '../procedure/list/page.ts'
import { pageInMemory, type SortValue } from '../procedure/list/page-in-memory.ts'
import { containsInAnyCase, equalsInAnyCase } from '../procedure/list/text-filter.ts'
import { changeable, patch } from '../procedure/patch.ts'
import { procedure, router } from '../procedure/trpc.ts'
import { write } from './write.ts'

/**
 * The plans that users subscribe to: the table `subscriptions`, whose path is that of the documented metric. Names are
 * unique, and a plan that users are on, that was paid for or watched on cannot be deleted.
 */

const example = { subscription_id: '1', name: 'Premium', price: 14.99, features: '4K, four screens' }
export const Plan = z
  .object({ subscription_id: Id, name: z.string(), price: Money, features: z.string() })
  .meta({ example })
export type Plan = z.output<typeof Plan>
const PlanWithUsers = z.object({ ...Plan.shape, user_count: Count })

const sorts: Record<string, SortValue<z.output<typeof PlanWithUsers>>> = {
  subscription_id: { of: ({ subscription_id }) => BigInt(subscription_id), read: BigInt },
  name: { of: ({ name }) => name, read: String },
  price: { of: ({ price }) => price, read: Number },
  user_count: { of: ({ user_count }) => user_count, read: Number },
}

const key = { subscription_id: Id }
const fields = {
  name: line('a name', 'Premium'),
  price: money.meta({ description: 'USD per month.', example: 14.99 }),
  features: words('what the plan includes', '4K, four screens'),
}
const path = '/api/plans/{subscription_id}'
const reading = { method: 'GET', tag: 'Operations', access: 'catalogue' } as const
const writing = { tag: 'Operations', access: 'administration' } as const

export const plans = router({
  list: procedure
    .meta({
      ...reading,
      path: '/api/plans',
      summary: 'Plans',
      description: 'Plans by id, or as sort says, with the number of users who are on each now.',
      csv: true,
    })
    .input(
      optionalParameters({
        search: searchText('part of a name'),
        ...pageParameters(['subscription_id', 'name', 'price', 'user_count'], 'asc'),
      }),
    )
    .output(pageOf(PlanWithUsers, { ...example, user_count: 12 }))
    .query(async ({ ctx, input }) => {
      // A service has few plans: all are read, since Prisma orders by a count of users but cannot begin after one.
      const found = await ctx.database.prisma.plan.findMany({
        where: input.search ? { name: containsInAnyCase(input.search) } : {},
        include: { _count: { select: { users: true } } },
      })
      const items = found.map(({ _count, ...plan }) => ({ ...planOf(plan), user_count: _count.users }))
      return pageInMemory(items, sorts, 'subscription_id', input)
    }),
  get: procedure
    .meta({ ...reading, path, summary: 'One plan', description: 'The plan with this id.' })
    .input(parameters(key))
    .output(Plan)
    .query(({ ctx, input }) => findPlan(ctx.database, input.subscription_id)),
  create: procedure
    .meta({
      ...writing,
      method: 'POST',
      status: 201,
      path: '/api/plans',
      summary: 'Add a plan',
      description: 'Makes a plan. Its name is unique: one that is taken is a conflict.',
    })
    .input(parameters(fields))
    .output(Plan)
    .mutation(({ ctx, input }) =>
      write(ctx, 'plans.create', async (transaction) => {
        await refuseTakenName(transaction, input.name)
        return changeOf(null, planOf(await transaction.prisma.plan.create({ data: input })))
      }),
    ),
  update: procedure
    .meta({
      ...writing,
      method: 'PATCH',
      path,
      summary: 'Change a plan',
      description: 'Changes the fields that are given. Payments that were made keep their amounts.',
    })
    .input(
      patch(key, {
        name: changeable(fields.name),
        price: changeable(fields.price),
        features: changeable(fields.features),
      }),
    )
    .output(Plan)
    .mutation(({ ctx, input: { subscription_id: id, ...changes } }) =>
      write(ctx, 'plans.update', async (transaction) => {
        const before = await findPlan(transaction, id)
        if (changes.name !== undefined) await refuseTakenName(transaction, changes.name, id)
        const where = { subscription_id: BigInt(id) }
        return changeOf(before, planOf(await transaction.prisma.plan.update({ where, data: changes })))
      }),
    ),
  delete: procedure
    .meta({
      ...writing,
      method: 'DELETE',
      path,
      summary: 'Delete a plan',
      description:
        'Deletes a plan, and answers what it was. While users are on it, or payments or watches were made on it, it is a conflict.',
    })
    .input(parameters(key))
    .output(Plan)
    .mutation(({ ctx, input: { subscription_id: id } }) =>
      write(ctx, 'plans.delete', async (transaction) => {
        const before = await findPlan(transaction, id)
        await refuseIfReferredTo(transaction, before)
        await transaction.prisma.plan.delete({ where: { subscription_id: BigInt(id) } })
        return { answer: before, entity: 'subscriptions', entity_id: id, before, after: null }
      }),
    ),
})

async function findPlan({ prisma }: Pick<Transaction, 'prisma'>, id: string): Promise<Plan> {
  const plan = await prisma.plan.findUnique({ where: { subscription_id: BigInt(id) } })
  if (plan === null) throw notFound(`plan ${id}`)
  return planOf(plan)
}

/** By which people filter without regard to case: two names that differ in nothing else would be one. */
async function refuseTakenName({ prisma }: Transaction, name: string, except = '0'): Promise<void> {
  const taken = await prisma.plan.findFirst({
    where: { name: equalsInAnyCase(name), subscription_id: { not: BigInt(except) } },
  })
  if (taken !== null) throw conflict('name', `${JSON.stringify(name)} is another plan's name`)
}

async function refuseIfReferredTo({ prisma }: Transaction, { subscription_id, name }: Plan): Promise<void> {
  const { _count } = await prisma.plan.findUniqueOrThrow({
    where: { subscription_id: BigInt(subscription_id) },
    select: { _count: { select: { users: true, payments: true, watches: true } } },
  })
  const { users, payments, watches } = _count
  const refer = [
    ...(users > 0 ? [`${users} ${users === 1 ? 'user is' : 'users are'} on it`] : []),
    ...(payments > 0 ? [`${payments} ${payments === 1 ? 'payment is' : 'payments are'} for it`] : []),
    ...(watches > 0 ? [`${watches} ${watches === 1 ? 'watch was' : 'watches were'} made on it`] : []),
  ]
  if (refer.length > 0)
    throw new TRPCError({
      code: 'CONFLICT',
      message: `The plan ${name} cannot be deleted: ${refer.join(', ')}.`,
    })
}

function planOf({ subscription_id, price, ...plan }: Prisma.PlanModel): Plan {
  return { ...plan, subscription_id: String(subscription_id), price: price.toNumber() }
}

function changeOf(before: Plan | null, after: Plan) {
  return { answer: after, entity: 'subscriptions', entity_id: after.subscription_id, before, after }
}
