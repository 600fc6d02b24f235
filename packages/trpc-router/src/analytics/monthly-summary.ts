import { Prisma } from '@streaming/db'
import { z } from 'zod'
import { addMonths, monthRange } from '../months.ts'
import { Count, Money, optionalParameters, YearMonth } from '../schemas.ts'
import { procedure } from '../trpc.ts'
import { charged, keptAmount } from './where.ts'

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
    ctx.database.snapshot(async (query) => {
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
    (SELECT MAX(watched_on) FROM watchhistory), (SELECT MAX(p.payment_date) FROM paymenthistory AS p WHERE ${charged})
  ) AT TIME ZONE 'UTC', 'YYYY-MM') AS month`

function summary(first: string, last: string): Prisma.Sql {
  const { from } = monthRange(Number(first.slice(0, 4)), Number(first.slice(5)))
  const { to } = monthRange(Number(last.slice(0, 4)), Number(last.slice(5)))
  return Prisma.sql`
    SELECT COALESCE(p.month, w.month) AS month,
      COALESCE(p.revenue, 0)::DECIMAL(18, 2) AS revenue, COALESCE(p.payments, 0)::INT8 AS payments,
      COALESCE(w.watches, 0)::INT8 AS watches, COALESCE(w.active_users, 0)::INT8 AS active_users,
      ROUND(w.completers::DECIMAL / NULLIF(w.starters, 0)::DECIMAL, 4) AS completion_rate
    FROM (
      SELECT to_char(p.payment_date AT TIME ZONE 'UTC', 'YYYY-MM') AS month, SUM(${keptAmount}) AS revenue,
        COUNT(*) AS payments
      FROM paymenthistory AS p
      WHERE ${charged} AND p.payment_date >= ${from}::TIMESTAMPTZ AND p.payment_date < ${to}::TIMESTAMPTZ
      GROUP BY 1
    ) AS p
    FULL JOIN (
      SELECT to_char(watched_on AT TIME ZONE 'UTC', 'YYYY-MM') AS month, COUNT(*) AS watches,
        COUNT(DISTINCT user_id) AS active_users,
        COUNT(CASE WHEN progress > 0 THEN 1 END) AS starters,
        COUNT(CASE WHEN progress >= 90 THEN 1 END) AS completers
      FROM watchhistory WHERE watched_on >= ${from}::TIMESTAMPTZ AND watched_on < ${to}::TIMESTAMPTZ
      GROUP BY 1
    ) AS w ON w.month = p.month
    ORDER BY 1`
}
