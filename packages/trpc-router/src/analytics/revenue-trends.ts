import { Prisma } from '@streaming/db'
import { z } from 'zod'
import { granularities } from '../buckets.ts'
import { period, plan } from '../filters.ts'
import { Count, Day, Money, optionalParameters } from '../schemas.ts'
import { procedure } from '../trpc.ts'
import { fill, filledSeries } from './filled-series.ts'
import { charged, keptAmount, ofPlan, where, within } from './where.ts'

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
      'The sum of payments less refunds (USD) in each bucket, by payment date in UTC; failed payments do not count. Without granularity it is by month, or by day when a date is given. Weeks start on Monday.',
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
    const rows = await ctx.database.query(
      Prisma.sql`
        SELECT to_char(date_trunc(${granularity}::TEXT, p.payment_date AT TIME ZONE 'UTC'), 'YYYY-MM-DD') AS date,
          SUM(${keptAmount})::DECIMAL(18, 2) AS revenue, COUNT(*)::INT8 AS payments
        FROM paymenthistory AS p
        ${where(charged, within(input, 'p.payment_date'), ofPlan(input.plan, 'p.user_id'))}
        GROUP BY 1 ORDER BY 1`,
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
