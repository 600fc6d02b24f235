import { Prisma } from '@streaming/db'
import { z } from 'zod'
import { limit, period, plan } from '../../procedure/fields/filters.ts'
import { Count, optionalParameters } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'
import { askOver, monthlyRows } from '../monthly-rows.ts'
import { ofPlan, where } from '../where.ts'

/**
 * How often is each payment method used? Methods without a payment have no row. Methods are what people filter by in any case of
 * letters, and a payment keeps the one it was sent with: those that differ in it alone are one here, written as most of them are.
 */
export const MethodPayments = z
  .object({ method: z.string(), count: Count })
  .meta({ example: { method: 'Debit Card', count: 38 } })

export const paymentMethodDistribution = procedure
  .meta({
    method: 'GET',
    path: '/api/payment-method-distribution',
    summary: 'Payments by method',
    description:
      'The number of payments by each method, without those that failed and without trials (payments of 0), by count descending, then method. Methods that differ by case alone are one, as they are to filters.',
    tag: 'Analytics',
    access: 'reports',
    csv: true,
  })
  .input(optionalParameters({ plan, ...period, limit: limit(1_000) }))
  .output(z.array(MethodPayments))
  .query(({ ctx, input }) =>
    askOver(ctx.analytics, input)(
      Prisma.sql`
          SELECT m.method, m.count
          FROM (
            SELECT (ARRAY_AGG(s.method ORDER BY s.payments DESC, s.method COLLATE "C"))[1] AS method,
              SUM(s.payments)::INT8 AS count
            FROM (
              SELECT p.method, SUM(p.payments) AS payments
              FROM ${monthlyRows('payment', ['method', 'subscription_id', 'payments'], input)} AS p
              ${where(ofPlan(input.plan, 'p.subscription_id'))}
              GROUP BY p.method
            ) AS s
            GROUP BY lower(s.method)
            HAVING SUM(s.payments) <> 0
          ) AS m
          ORDER BY m.count DESC, m.method COLLATE "C"
          LIMIT ${input.limit}::INT8`,
      MethodPayments,
    ),
  )
