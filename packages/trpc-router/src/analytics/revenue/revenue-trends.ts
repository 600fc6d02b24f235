import { Prisma, rollupRows } from '@streaming/db'
import { z } from 'zod'
import { type Period, period, plan } from '../../procedure/fields/filters.ts'
import { Count, Day, Money, optionalParameters } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'
import { bucketOfDay } from '../bucket-of-day.ts'
import { fill, filledSeries } from '../filled-series.ts'
import { askOver, monthlyRows } from '../monthly-rows.ts'
import { type Granularity, granularities } from '../time/buckets.ts'
import { daysWithin, ofPlan, where } from '../where.ts'

/** How much was paid in each day, week or month? Buckets in which nothing was paid are left out, or 0 with fill. */
export const RevenueBucket = z
  .object({ date: Day.meta({ description: 'First day of the bucket' }), revenue: Money, payments: Count })
  .meta({ example: { date: '2024-09-01', revenue: 412.7, payments: 31 } })

export const revenueTrends = procedure
  .meta({
    method: 'GET',
    path: '/api/revenue-trends',
    summary: 'Revenue by day, week or month',
    description:
      'The sum of payments less refunds (USD) in each bucket, by payment date in UTC; failed payments and trials (payments of 0) do not count. Without granularity it is by month, or by day when a date is given. Weeks start on Monday.',
    tag: 'Analytics',
    access: 'reports',
    csv: true,
  })
  .input(
    optionalParameters({
      ...period,
      granularity: z
        .enum(granularities, 'expected day, week or month')
        .optional()
        .meta({ description: 'day, week or month.', example: 'month' }),
      plan,
      fill,
    }),
  )
  .output(z.array(RevenueBucket))
  .query(async ({ ctx, input }) => {
    const dated = input.start_date !== undefined || input.end_date !== undefined
    const granularity = input.granularity ?? (dated ? 'day' : 'month')
    const rows = await askOver(ctx.analytics, input)(
      Prisma.sql`
          SELECT to_char(p.bucket, 'YYYY-MM-DD') AS date,
            SUM(p.revenue)::DECIMAL(18, 2) AS revenue, SUM(p.payments)::INT8 AS payments
          FROM ${paymentBuckets(granularity, input)} AS p
          ${where(ofPlan(input.plan, 'p.subscription_id'))}
          GROUP BY p.bucket HAVING SUM(p.payments) <> 0 ORDER BY p.bucket`,
      RevenueBucket,
    )
    if (!input.fill) return rows
    return filledSeries(
      rows,
      ({ date }) => date,
      input,
      granularity,
      (date) => ({ date, revenue: 0, payments: 0 }),
    )
  })

/** Payments within the period by bucket: a subquery with `bucket`, plan, payments and revenue. */
export function paymentBuckets(granularity: Granularity, period: Period): Prisma.Sql {
  if (granularity === 'month') {
    const rows = monthlyRows('payment', ['subscription_id', 'payments', 'revenue'], period)
    return Prisma.sql`(SELECT p.month AS bucket, p.subscription_id, p.payments, p.revenue FROM ${rows} AS p)`
  }
  return Prisma.sql`(
    SELECT ${bucketOfDay[granularity]} AS bucket, p.subscription_id, p.payments, p.revenue
    FROM ${rollupRows('payment_days')} AS p ${where(daysWithin(period, 'p.day'))})`
}
