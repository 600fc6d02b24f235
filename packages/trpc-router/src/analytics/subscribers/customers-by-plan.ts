import { Prisma, rollupRows } from '@streaming/db'
import { z } from 'zod'
import { period } from '../../procedure/fields/filters.ts'
import { Count, Money, optionalParameters, YearMonth } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'
import { paidMonthsWithin, touchedMonths } from '../movement-rows.ts'

/** Which plans do customers pay for? A plan that nobody pays for in a month has no row in it. */
export const PlanCustomers = z
  .object({ month: YearMonth, subscription: z.string(), customers: Count, mrr: Money })
  .meta({ example: { month: '2024-09', subscription: 'Premium', customers: 12, mrr: 179.88 } })

export const customersByPlan = procedure
  .meta({
    method: 'GET',
    path: '/api/customers-by-plan',
    summary: 'Customers and MRR by month and plan',
    description: `Customers of each month and their MRR by the plan of their last payment in it, by month, then customers descending, then plan. ${touchedMonths}`,
    tag: 'Analytics',
    access: 'reports',
    csv: true,
  })
  .input(optionalParameters(period))
  .output(z.array(PlanCustomers))
  .query(({ ctx, input }) =>
    ctx.analytics.prepared(
      Prisma.sql`
        SELECT to_char(s.month, 'YYYY-MM') AS month, p.name AS subscription, s.customers, s.mrr
        FROM (
          SELECT m.month, m.subscription_id, SUM(m.customers)::INT8 AS customers, SUM(m.mrr)::DECIMAL(18, 2) AS mrr
          FROM ${rollupRows('customer_movement_months')} AS m
          WHERE ${paidMonthsWithin(input)} AND m.subscription_id <> 0
          GROUP BY m.month, m.subscription_id HAVING SUM(m.customers) <> 0
        ) AS s
        JOIN subscriptions AS p ON p.subscription_id = s.subscription_id
        ORDER BY s.month, s.customers DESC, p.name COLLATE "C"`,
      PlanCustomers,
    ),
  )
