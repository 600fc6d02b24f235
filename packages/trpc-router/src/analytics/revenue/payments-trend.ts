import { Prisma } from '@streaming/db'
import { z } from 'zod'
import { period, plan } from '../../procedure/fields/filters.ts'
import { Day, Money, optionalParameters } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'
import { fill, filledSeries } from '../filled-series.ts'
import { ofPlan, where } from '../where.ts'
import { paymentBuckets } from './revenue-trends.ts'

/** How much was paid in each week? Weeks in which nothing was paid are left out, or 0 with fill. */
export const WeeklyRevenue = z
  .object({ week: Day.meta({ description: 'The Monday the week starts on' }), total_revenue: Money })
  .meta({ example: { week: '2024-09-02', total_revenue: 95.92 } })

export const paymentsTrend = procedure
  .meta({
    method: 'GET',
    path: '/api/payments-trend',
    summary: 'Revenue by week',
    description:
      'The sum of payments less refunds (USD) in each week, by payment date in UTC; failed payments and trials (payments of 0) do not count. Weeks start on Monday.',
    tag: 'Analytics',
    access: 'reports',
    csv: true,
  })
  .input(optionalParameters({ ...period, plan, fill }))
  .output(z.array(WeeklyRevenue))
  .query(async ({ ctx, input }) => {
    const rows = await ctx.analytics.prepared(
      Prisma.sql`
          SELECT to_char(p.bucket, 'YYYY-MM-DD') AS week, SUM(p.revenue)::DECIMAL(18, 2) AS total_revenue
          FROM ${paymentBuckets('week', input)} AS p
          ${where(ofPlan(input.plan, 'p.subscription_id'))}
          GROUP BY p.bucket HAVING SUM(p.payments) <> 0 ORDER BY p.bucket`,
      WeeklyRevenue,
    )
    if (!input.fill) return rows
    return filledSeries(
      rows,
      ({ week }) => week,
      input,
      'week',
      (week) => ({ week, total_revenue: 0 }),
    )
  })
