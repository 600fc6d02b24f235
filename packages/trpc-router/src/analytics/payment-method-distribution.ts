import { Prisma } from '@streaming/db'
import { z } from 'zod'
import { limit, period, plan } from '../filters.ts'
import { Count, optionalParameters } from '../schemas.ts'
import { procedure } from '../trpc.ts'
import { charged, ofPlan, where, within } from './where.ts'

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
      'The number of payments by each method, without those that failed, by count descending, then method.',
    tag: 'Analytics',
    access: 'reports',
    csv: true,
  })
  .input(optionalParameters({ plan, ...period, limit: limit(1_000) }))
  .output(z.array(MethodPayments))
  .query(({ ctx, input }) =>
    ctx.database.query(
      Prisma.sql`
        SELECT p.method, COUNT(*)::INT8 AS count
        FROM paymenthistory AS p
        ${where(charged, within(input, 'p.payment_date'), ofPlan(input.plan, 'p.user_id'))}
        GROUP BY p.method
        ORDER BY count DESC, p.method COLLATE "C"
        LIMIT ${input.limit}::INT8`,
      MethodPayments,
    ),
  )
