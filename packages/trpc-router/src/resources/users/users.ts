import { addUserDeltas, came, type Prisma, type Transaction, went } from '@streaming/db'
import { hashPassword } from '../../identity/password.ts'
import { badRequest } from '../../procedure/errors.ts'
import { email, line, newPassword, searchText } from '../../procedure/fields/fields.ts'
import { plan } from '../../procedure/fields/filters.ts'
import { Id, optionalParameters, parameters } from '../../procedure/fields/schemas.ts'
import { page, pageOf, pageParameters } from '../../procedure/list/page.ts'
import { sortColumns } from '../../procedure/list/sort-column.ts'
import { containsInAnyCase, onPlan } from '../../procedure/list/text-filter.ts'
import { changeable, patch } from '../../procedure/patch.ts'
import { procedure, router } from '../../procedure/trpc.ts'
import { write } from '../write.ts'
import { changePassword } from './change-password.ts'
import { deleteUser } from './delete-user.ts'
import { asUserOf, example, findUser, refuseTakenEmail, User, userColumns, userOf } from './user-row.ts'

/**
 * Subscribers. An e-mail address belongs to one user or operator, every user is on a plan, and one who has payments cannot
 * be deleted. Watches, reviews, sessions and API keys are the user's own and go with them.
 */

const by = sortColumns<Prisma.UserWhereInput, Prisma.UserOrderByWithRelationInput>()
const user_id = by.id(<T>(is: T) => ({ user_id: is }))
const listing = {
  sorts: {
    user_id,
    name: by.text(<T>(is: T) => ({ name: is })),
    email: by.text(<T>(is: T) => ({ email: is })),
    subscription: by.text(<T>(is: T) => ({ plan: { name: is } })),
  },
  key: { user_id },
}

const key = { user_id: Id }
const fields = { name: line('a name', 'Mara Keller'), email }
const path = '/api/users/{user_id}'
const administration = { tag: 'Operations', access: 'administration' } as const

export const users = router({
  list: procedure
    .meta({
      method: 'GET',
      path: '/api/users',
      summary: 'Users',
      description:
        'Users by id, or as sort says: those whose name or e-mail contains the search text or whose id it is. next_cursor is null on the last page.',
      tag: 'Operations',
      access: 'reports',
      csv: true,
    })
    .input(
      optionalParameters({
        search: searchText('part of a name or e-mail, or an id').meta({ example: 'keller' }),
        plan: plan.describe('Only users on this plan.'),
        ...pageParameters(['user_id', 'name', 'email', 'subscription'], 'asc'),
      }),
    )
    .output(pageOf(User, example))
    .query(({ ctx, input }) =>
      page(listing, input, [matching(input.search), onPlan(input.plan)], async (query) =>
        (await ctx.database.prisma.user.findMany({ ...query, select: userColumns })).map(userOf),
      ),
    ),
  get: procedure
    .meta({
      method: 'GET',
      path,
      summary: 'One user',
      description: 'The user with this id.',
      tag: 'Operations',
      access: 'own',
    })
    .input(parameters(key))
    .output(User)
    .query(({ ctx, input }) => findUser(ctx.database, input.user_id)),
  create: procedure
    .meta({
      ...administration,
      method: 'POST',
      status: 201,
      path: '/api/users',
      summary: 'Add a user',
      description:
        'Makes a subscriber, who can sign in at once. An e-mail address that is taken is a conflict.',
    })
    .input(parameters({ ...fields, password: newPassword, subscription_id: Id }))
    .output(User)
    .mutation(async ({ ctx, input }) => {
      const password = await hashPassword(input.password)
      return write(ctx, 'users.create', async (transaction) => {
        await refuseTakenEmail(transaction, input.email)
        await requirePlan(transaction, input.subscription_id)
        const data = {
          ...input,
          password,
          subscription_id: BigInt(input.subscription_id),
          plan_since: new Date(),
        }
        const after = userOf(await transaction.prisma.user.create({ data, select: userColumns }))
        await addUserDeltas(transaction.query, came(asUserOf(after.subscription_id)))
        return changeOf(null, after)
      })
    }),
  update: procedure
    .meta({
      ...administration,
      method: 'PATCH',
      path,
      summary: 'Change a user',
      description: 'Changes name or e-mail. Plan and password have operations of their own.',
    })
    .input(patch(key, { name: changeable(fields.name), email: changeable(fields.email) }))
    .output(User)
    .mutation(({ ctx, input: { user_id: id, ...data } }) =>
      write(ctx, 'users.update', async (transaction) => {
        const before = await findUser(transaction, id)
        if (data.email !== undefined) await refuseTakenEmail(transaction, data.email, id)
        return changeOf(before, await update(transaction, id, data))
      }),
    ),
  changePlan: procedure
    .meta({
      ...administration,
      method: 'PUT',
      path: `${path}/plan`,
      summary: 'Change of plan',
      description:
        'Puts a user on another plan, from now on. What they watched and paid before stays as it is.',
    })
    .input(parameters({ ...key, subscription_id: Id }))
    .output(User)
    .mutation(({ ctx, input: { user_id: id, subscription_id } }) =>
      write(ctx, 'users.changePlan', async (transaction) => {
        const before = await findUser(transaction, id)
        await requirePlan(transaction, subscription_id)
        const after = await update(transaction, id, {
          subscription_id: BigInt(subscription_id),
          plan_since: new Date(),
        })
        await addUserDeltas(
          transaction.query,
          went(asUserOf(before.subscription_id)),
          came(asUserOf(subscription_id)),
        )
        return changeOf(before, after)
      }),
    ),
  changePassword,
  delete: procedure
    .meta({
      ...administration,
      method: 'DELETE',
      path,
      summary: 'Delete a user',
      description:
        'Deletes a user with their watches and reviews, and answers who it was. While payments refer to them, it is a conflict.',
    })
    .input(parameters(key))
    .output(User)
    .mutation(({ ctx, input: { user_id: id } }) =>
      write(ctx, 'users.delete', async (transaction) => {
        const before = await findUser(transaction, id)
        const gone_with_it = await deleteUser(transaction, before)
        return { ...changeOf({ ...before, gone_with_it }, before), after: null }
      }),
    ),
})

function matching(text: string | undefined): Prisma.UserWhereInput | undefined {
  if (!text) return undefined
  const part = containsInAnyCase(text)
  const id = Id.safeParse(text)
  return {
    OR: [{ name: part }, { email: part }, ...(id.success ? [{ user_id: BigInt(id.data) }] : [])],
  }
}

async function requirePlan({ prisma }: Transaction, id: string): Promise<void> {
  const found = await prisma.plan.findUnique({ where: { subscription_id: BigInt(id) } })
  if (found === null) throw badRequest('subscription_id', `there is no plan ${id}`)
}

async function update({ prisma }: Transaction, id: string, data: Prisma.UserUncheckedUpdateInput) {
  return userOf(await prisma.user.update({ where: { user_id: BigInt(id) }, data, select: userColumns }))
}

function changeOf<Before extends User | null>(before: Before, after: User) {
  return { answer: after, entity: 'users', entity_id: after.user_id, before, after }
}
