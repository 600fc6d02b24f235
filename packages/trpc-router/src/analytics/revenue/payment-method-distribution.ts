import { Prisma } from '@streaming/db'
import { z } from 'zod'
import { limit, period, plan } from '../../procedure/fields/filters.ts'
import { Count, optionalParameters } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'
import { askOver, monthlyRows } from '../monthly-rows.ts'
import { ofPlan, where } from '../where.ts'

/** How often is each payment method used? Methods without a payment have no row. */
export const MethodPayments = z
  .object({ method: z.string(), count: Count })
  .meta({ example: { method: 'Debit Card', count: 38 } })

export const paymentMethodDistribution = procedure
  .meta({
    method: 'GET',
    path: '/api/payment-method-distribution',
    summary: 'Payments by method',
    description:
      'The number of payments by each method, without those that failed and without trials (payments of 0), by count descending, then method.',
    tag: 'Analytics',
    access: 'reports',
    csv: true,
  })
  .input(optionalParameters({ plan, ...period, limit: limit(1_000) }))
  .output(z.array(MethodPayments))
  .query(({ ctx, input }) =>
    askOver(ctx.database, input)(
      Prisma.sql`
          SELECT p.method, SUM(p.payments)::INT8 AS count
          FROM ${monthlyRows('payment', ['method', 'subscription_id', 'payments'], input)} AS p
          ${where(ofPlan(input.plan, 'p.subscription_id'))}
          GROUP BY p.method
          HAVING SUM(p.payments) <> 0
          ORDER BY count DESC, p.method COLLATE "C"
          LIMIT ${input.limit}::INT8`,
      MethodPayments,
    ),
  )
