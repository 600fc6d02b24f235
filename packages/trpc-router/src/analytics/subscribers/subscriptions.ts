import { Prisma, rollupRows } from '@streaming/db'
import { z } from 'zod'
import { Count, optionalParameters } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'

/** How many accounts does each plan have? A plan without accounts has 0. */
export const SubscriptionCount = z
  .object({ subscription: z.string(), user_count: Count })
  .meta({ example: { subscription: 'Basic', user_count: 42 } })

export const subscriptions = procedure
  .meta({
    method: 'GET',
    path: '/api/subscriptions',
    summary: 'Accounts per plan',
    description:
      'Every plan with the number of accounts (users) that are on it, or were on it when they left, also one without any; by user_count descending, then name.',
    tag: 'Analytics',
    access: 'reports',
    csv: true,
  })
  .input(optionalParameters({}))
  .output(z.array(SubscriptionCount))
  .query(({ ctx }) =>
    ctx.analytics.prepared(
      Prisma.sql`
          SELECT s.name AS subscription, COALESCE(SUM(u.users), 0)::INT8 AS user_count
          FROM subscriptions AS s LEFT JOIN ${rollupRows('plan_users')} AS u ON u.subscription_id = s.subscription_id
          GROUP BY s.subscription_id, s.name
          ORDER BY user_count DESC, s.name COLLATE "C"`,
      SubscriptionCount,
    ),
  )
