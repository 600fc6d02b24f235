import { activeUserRows, Prisma, rollupRows } from '@streaming/db'
import { z } from 'zod'
import { Count, Money, optionalParameters, YearMonth } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'
import { addMonths } from '../time/months.ts'

/**
 * How did the service do, month by month? A month in which nothing happened has counts of 0 and a
 * completion_rate of null.
 */
export const MonthSummary = z
  .object({
    month: YearMonth,
    revenue: Money,
    payments: Count,
    watches: Count,
    active_users: Count.meta({ description: 'MAU: distinct users with a watch in the month' }),
    completion_rate: z.coerce
      .number()
      .nullable()
      .meta({ description: 'Watches of 90 % and more ÷ watches of more than 0 %' }),
  })
  .meta({
    example: {
      month: '2024-09',
      revenue: 412.7,
      payments: 31,
      watches: 24,
      active_users: 19,
      completion_rate: 0.5217,
    },
  })

export const monthlySummary = procedure
  .meta({
    method: 'GET',
    path: '/api/monthly-summary',
    summary: 'Key figures by month',
    description:
      'Revenue, payments, watches, monthly active users and completion rate of each month that ends with `month` (default: the last month with a watch or payment), oldest first.',
    tag: 'Dashboard',
    access: 'reports',
    csv: true,
  })
  .input(
    optionalParameters({
      month: z
        .string('expected a month such as 2024-09')
        .regex(/^(?!0000)\d{4}-(0[1-9]|1[0-2])$/, 'expected a month such as 2024-09')
        .optional()
        .meta({ description: 'The last month of the answer.', example: '2024-11' }),
      months: z
        .int('expected a whole number from 1 to 120')
        .min(1, 'expected a whole number from 1 to 120')
        .max(120, 'expected a whole number from 1 to 120')
        .default(6)
        .meta({ description: 'How many months (1 to 120).', example: 6 }),
    }),
  )
  .output(z.array(MonthSummary))
  .query(({ ctx, input }) =>
    ctx.analytics.snapshot(async (query) => {
      const last =
        input.month ?? (await query(lastMonth, z.object({ month: YearMonth.nullable() })))[0]?.month
      if (last == null) return []
      const months = Array.from({ length: input.months }, (_, index) =>
        addMonths(last, index + 1 - input.months),
      ).filter((month) => month >= '0001-01')
      const rows = new Map(
        (await query(summary(months[0] ?? last, last), MonthSummary)).map((row) => [row.month, row]),
      )
      return months.map(
        (month) =>
          rows.get(month) ?? {
            month,
            revenue: 0,
            payments: 0,
            watches: 0,
            active_users: 0,
            completion_rate: null,
          },
      )
    }),
  )

const lastMonth = Prisma.sql`
  SELECT to_char(GREATEST(
    (SELECT MAX(w.month) FROM (
      SELECT month FROM ${rollupRows('watch_genre_months')} AS m GROUP BY month HAVING SUM(m.watches) <> 0) AS w),
    (SELECT MAX(p.month) FROM (
      SELECT month FROM ${rollupRows('payment_months')} AS m GROUP BY month HAVING SUM(m.payments) <> 0) AS p)
  ), 'YYYY-MM') AS month`

/** @param first month, @param last month, both `YYYY-MM` and included */
function summary(first: string, last: string): Prisma.Sql {
  const between = (column: string) =>
    Prisma.sql`${Prisma.raw(column)} >= ${`${first}-01`}::DATE AND ${Prisma.raw(column)} <= ${`${last}-01`}::DATE`
  return Prisma.sql`
    SELECT to_char(COALESCE(p.month, w.month), 'YYYY-MM') AS month,
      COALESCE(p.revenue, 0)::DECIMAL(18, 2) AS revenue, COALESCE(p.payments, 0)::INT8 AS payments,
      COALESCE(w.watches, 0)::INT8 AS watches, COALESCE(a.active_users, 0)::INT8 AS active_users,
      ROUND(w.completers::DECIMAL / NULLIF(w.starters, 0)::DECIMAL, 4) AS completion_rate
    FROM (
      SELECT m.month, SUM(m.revenue) AS revenue, SUM(m.payments) AS payments
      FROM ${rollupRows('payment_months')} AS m WHERE ${between('m.month')} GROUP BY m.month
    ) AS p
    FULL JOIN (
      SELECT m.month, SUM(m.watches) AS watches, SUM(m.starters) AS starters, SUM(m.completers) AS completers
      FROM ${rollupRows('watch_genre_months')} AS m WHERE ${between('m.month')} GROUP BY m.month
    ) AS w ON w.month = p.month
    LEFT JOIN (
      SELECT m.month, SUM(m.active_users) AS active_users
      FROM ${activeUserRows('month')} AS m WHERE ${between('m.month')} GROUP BY m.month
    ) AS a ON a.month = w.month
    ORDER BY 1`
}
