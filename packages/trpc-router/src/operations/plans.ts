import { Prisma } from '@streaming/db'
import { z } from 'zod'
import { answering } from '../answering.ts'
import { line, money, searchText, words } from '../fields.ts'
import { contains, page, pageOf, pageParameters } from '../page.ts'
import { Count, Id, Money, optionalParameters, parameters } from '../schemas.ts'
import { procedure, router } from '../trpc.ts'
import { createPlan, deletePlan, findPlan, updatePlan } from '../writes/plans.ts'
import { changeable, patch } from './patch.ts'

/** The plans that users subscribe to: the table `subscriptions`, whose path is that of the documented metric. */

const example = { subscription_id: '1', name: 'Premium', price: 14.99, features: '4K, four screens' }
export const Plan = z
  .object({ subscription_id: Id, name: z.string(), price: Money, features: z.string() })
  .meta({ example })
const PlanWithUsers = z.object({ ...Plan.shape, user_count: Count })

const tag = 'Operations' as const
const key = { subscription_id: Id }
const fields = {
  name: line('a name', 'Premium'),
  price: money.meta({ description: 'USD per month.', example: 14.99 }),
  features: words('what the plan includes', '4K, four screens'),
}
const listing = {
  select: Prisma.sql`
    SELECT s.subscription_id::TEXT AS subscription_id, s.name, s.price, s.features, COALESCE(n.user_count, 0)::INT8 AS user_count
    FROM subscriptions AS s LEFT JOIN (
      SELECT u.subscription_id, COUNT(*) AS user_count FROM users AS u GROUP BY u.subscription_id
    ) AS n ON n.subscription_id = s.subscription_id`,
  row: PlanWithUsers,
  sorts: {
    subscription_id: { sql: Prisma.sql`s.subscription_id`, type: 'INT8' },
    name: { sql: Prisma.sql`s.name`, type: 'TEXT' },
    price: { sql: Prisma.sql`s.price`, type: 'DECIMAL' },
    user_count: { sql: Prisma.sql`COALESCE(n.user_count, 0)`, type: 'INT8' },
  },
  key: { subscription_id: { sql: Prisma.sql`s.subscription_id`, type: 'INT8' } },
} as const

export const plans = router({
  list: procedure
    .meta({
      method: 'GET',
      path: '/api/plans',
      summary: 'Plans',
      description: 'Plans by id, or as sort says, with the number of users who are on each now.',
      tag,
      access: 'catalogue',
    })
    .input(
      optionalParameters({
        search: searchText('part of a name'),
        ...pageParameters(['subscription_id', 'name', 'price', 'user_count'], 'asc'),
      }),
    )
    .query(
      answering(pageOf(PlanWithUsers, { ...example, user_count: 12 }), ({ ctx, input }) =>
        page(ctx.database.query, listing, input, [contains([Prisma.sql`s.name`], input.search)]),
      ),
    ),
  get: procedure
    .meta({
      method: 'GET',
      path: '/api/plans/{subscription_id}',
      summary: 'One plan',
      description: 'The plan with this id.',
      tag,
      access: 'catalogue',
    })
    .input(parameters(key))
    .query(answering(Plan, ({ ctx, input }) => findPlan(ctx.database.query, input.subscription_id))),
  create: procedure
    .meta({
      method: 'POST',
      status: 201,
      path: '/api/plans',
      summary: 'Add a plan',
      description: 'Makes a plan. Its name is unique: one that is taken is a conflict.',
      tag,
      access: 'administration',
    })
    .input(parameters(fields))
    .output(Plan)
    .mutation(({ ctx, input }) => createPlan(ctx, input)),
  update: procedure
    .meta({
      method: 'PATCH',
      path: '/api/plans/{subscription_id}',
      summary: 'Change a plan',
      description: 'Changes the fields that are given. Payments that were made keep their amounts.',
      tag,
      access: 'administration',
    })
    .input(
      patch(key, {
        name: changeable(fields.name),
        price: changeable(fields.price),
        features: changeable(fields.features),
      }),
    )
    .output(Plan)
    .mutation(({ ctx, input: { subscription_id, ...changes } }) => updatePlan(ctx, subscription_id, changes)),
  delete: procedure
    .meta({
      method: 'DELETE',
      path: '/api/plans/{subscription_id}',
      summary: 'Delete a plan',
      description:
        'Deletes a plan that nobody is on, and answers what it was. While users are on it, it is a conflict.',
      tag,
      access: 'administration',
    })
    .input(parameters(key))
    .output(Plan)
    .mutation(({ ctx, input }) => deletePlan(ctx, input.subscription_id)),
})
