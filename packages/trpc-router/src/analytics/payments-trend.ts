import { Prisma } from '@streaming/db'
import { z } from 'zod'
import { period, plan } from '../filters.ts'
import { Day, Money, optionalParameters } from '../schemas.ts'
import { procedure } from '../trpc.ts'
import { fill, filledSeries } from './filled-series.ts'
import { charged, keptAmount, ofPlan, where, within } from './where.ts'

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
      'The sum of payments less refunds (USD) in each week, by payment date in UTC; failed payments do not count. Weeks start on Monday.',
    tag: 'Analytics',
    access: 'reports',
    csv: true,
  })
  .input(optionalParameters({ ...period, plan, fill }))
  .output(z.array(WeeklyRevenue))
  .query(async ({ ctx, input }) => {
    const rows = await ctx.database.query(
      Prisma.sql`
        SELECT to_char(date_trunc('week', p.payment_date AT TIME ZONE 'UTC'), 'YYYY-MM-DD') AS week,
          SUM(${keptAmount})::DECIMAL(18, 2) AS total_revenue
        FROM paymenthistory AS p
        ${where(charged, within(input, 'p.payment_date'), ofPlan(input.plan, 'p.user_id'))}
        GROUP BY 1 ORDER BY 1`,
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
