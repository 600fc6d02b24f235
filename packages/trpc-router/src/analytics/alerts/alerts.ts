import { Prisma, type Query, rollupRows } from '@streaming/db'
import { z } from 'zod'
import { Day, optionalParameters } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'
import { dataUntil } from '../overview/data-until.ts'
import { billingDayWeight } from './billing-days.ts'
import { type UnusualDay, unusualDays } from './expected-days.ts'

const metrics = ['watches', 'hours', 'trials', 'revenue', 'failure_cases'] as const
/** What follows the days on which customers are charged. */
const charged: ReadonlySet<string> = new Set(['revenue', 'failure_cases'])

/** Days that can be asked for. */
export const daysMost = 3_650

/** What was out of the ordinary? Days that were as expected have no row. */
export const Alert = z
  .object({
    date: Day,
    metric: z.enum(metrics),
    observed: z.number(),
    expected: z.number(),
    low: z.number().meta({ description: 'Below it a day is out of the ordinary' }),
    high: z.number().meta({ description: 'Above it, too' }),
  })
  .meta({
    example: {
      date: '2026-02-14',
      metric: 'watches',
      observed: 9_210,
      expected: 15_873.5,
      low: 13_120.4,
      high: 18_626.6,
    },
  })
export type Alert = z.output<typeof Alert>

export const alerts = procedure
  .meta({
    method: 'GET',
    path: '/api/alerts',
    summary: 'Days that were out of the ordinary',
    description:
      'Watches, hours, trials, revenue and first failures of charges of each of the last days, held against the median of the eight same weekdays before × the level of the last four weeks ÷ that of the eight; revenue and failures by how many billing days of monthly plans fall on the day, where that leaves fewer days out of the ordinary. Out of the ordinary is what is further from it than five robust standard deviations (1.4826 × the median of how far the 56 days before were off), and beyond what chance alone does to counts of that size, with five deviations; newest first. It takes sixteen weeks of data.',
    tag: 'Dashboard',
    access: 'reports',
    csv: true,
  })
  .input(
    optionalParameters({
      days: z
        .int('expected a whole number from 1 to 3650')
        .min(1, 'expected a whole number from 1 to 3650')
        .max(daysMost, 'expected a whole number from 1 to 3650')
        .default(365)
        .meta({ description: 'How many days up to the last one of the data (1 to 3650).', example: 365 }),
    }),
  )
  .output(z.array(Alert))
  .query(({ ctx, input }) => ctx.analytics.snapshot((query) => unusualMetrics(query, input.days)))

const DayRow = z.object({
  date: Day,
  watches: z.coerce.number(),
  hours: z.coerce.number(),
  trials: z.coerce.number(),
  revenue: z.coerce.number(),
  payments: z.coerce.number(),
  failure_cases: z.coerce.number(),
})

/** Days before the first that may be told: eight weeks for the forecast and eight for how far it is off. */
export const daysBeforeTheFirst = 112

/** Of the last so many days of the data, newest first. */
export async function unusualMetrics(query: Query, days: number): Promise<Alert[]> {
  const rows = await query(daysUpTo(days + daysBeforeTheFirst), DayRow)
  const rounded = (value: number) => Math.round(value * 100) / 100
  const place = new Map(metrics.map((metric, at) => [metric, at]))
  const first = rows[daysBeforeTheFirst]?.date
  // Before anything has happened nothing is expected.
  const begin = rows.findIndex((row) => metrics.some((metric) => row[metric] !== 0))
  const begun = begin < 0 ? [] : rows.slice(begin)
  return metrics
    .flatMap((metric) =>
      unusualDaysOf(begun, metric).map(({ date, observed, expected, low, high }) => ({
        date,
        metric,
        observed,
        expected: rounded(expected),
        low: rounded(low),
        high: rounded(high),
      })),
    )
    .filter(({ date }) => first !== undefined && date >= first)
    .sort((a, b) => b.date.localeCompare(a.date) || (place.get(a.metric) ?? 0) - (place.get(b.metric) ?? 0))
}

/** What follows the days on which customers are charged is held against them where that leaves fewer days unexplained. */
function unusualDaysOf(rows: readonly z.output<typeof DayRow>[], metric: Alert['metric']): UnusualDay[] {
  const sum = (of: 'watches' | 'hours' | 'payments' | 'revenue') =>
    rows.reduce((total, row) => total + row[of], 0)
  const worths = { hours: sum('hours') / sum('watches'), revenue: sum('revenue') / sum('payments') }
  const worth = metric === 'hours' || metric === 'revenue' ? worths[metric] : 1
  const options = worth > 0 && Number.isFinite(worth) ? { worth } : {}
  const days = rows.map((row) => ({ date: row.date, value: row[metric] }))
  const alike = unusualDays(days, options)
  if (!charged.has(metric) || alike.length === 0) return alike
  const byBillingDays = unusualDays(
    days.map((day) => ({ ...day, weight: billingDayWeight(day.date) })),
    options,
  )
  return byBillingDays.length < alike.length ? byBillingDays : alike
}

/** Every one of the last days of the data, with 0 where nothing happened. */
function daysUpTo(count: number): Prisma.Sql {
  const within = (day: string) =>
    Prisma.sql`${Prisma.raw(day)} > u.day - ${count}::INT4 AND ${Prisma.raw(day)} <= u.day`
  return Prisma.sql`
    WITH u AS (${dataUntil}), watched AS (
      SELECT w.day, SUM(w.watches) AS watches, SUM(w.minutes) AS minutes
      FROM ${rollupRows('watch_genre_days')} AS w CROSS JOIN u WHERE ${within('w.day')} GROUP BY w.day
    ), paid AS (
      SELECT p.day, SUM(p.revenue) AS revenue, SUM(p.payments) AS payments FROM ${rollupRows('payment_days')} AS p CROSS JOIN u
      WHERE ${within('p.day')} GROUP BY p.day
    ), billed AS (
      SELECT b.day, SUM(b.trials) AS trials, SUM(b.failure_cases) AS failure_cases
      FROM ${rollupRows('billing_days')} AS b CROSS JOIN u WHERE ${within('b.day')} GROUP BY b.day
    )
    SELECT to_char(d.day, 'YYYY-MM-DD') AS date, COALESCE(w.watches, 0)::INT8 AS watches,
      ROUND(COALESCE(w.minutes, 0) / 60::DECIMAL, 2) AS hours, COALESCE(b.trials, 0)::INT8 AS trials,
      COALESCE(p.revenue, 0)::DECIMAL(18, 2) AS revenue, COALESCE(p.payments, 0)::INT8 AS payments, COALESCE(b.failure_cases, 0)::INT8 AS failure_cases
    FROM (SELECT (u.day - k.back)::DATE AS day FROM u CROSS JOIN generate_series(0, ${count - 1}::INT4) AS k (back)) AS d
    LEFT JOIN watched AS w ON w.day = d.day
    LEFT JOIN paid AS p ON p.day = d.day
    LEFT JOIN billed AS b ON b.day = d.day
    WHERE d.day IS NOT NULL
    ORDER BY d.day`
}
