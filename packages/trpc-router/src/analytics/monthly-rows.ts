import { Prisma, type RollupName, rollupRows } from '@streaming/db'
import { wholeMonths } from '../buckets.ts'
import type { Period } from '../filters.ts'
import { requireOrder, where } from './where.ts'

/** `title` is `watch_title` without plans, which only its months are kept without. */
type Rollup = 'title' | 'watch_title' | 'watch_genre' | 'payment'

/**
 * A rollup's rows within a period, by month: those of whole months from the rollup by month, those of the days at
 * the period's edges from the one by day. Years are read as some months and at most sixty days.
 * @param columns those to have beside `month`, of both rollups
 * @returns a subquery of which several rows may have the same key
 * @throws TRPCError when the end lies before the start
 */
export function monthlyRows(rollup: Rollup, columns: readonly string[], period: Period): Prisma.Sql {
  requireOrder(period)
  const edges = edgeRows(rollup, columns, period)
  if (edges !== undefined && wholeMonths(period) === undefined) return edges
  const months = Prisma.sql`
    SELECT m.month, ${Prisma.raw(columns.join(', '))} FROM ${rollupRows(`${rollup}_months` satisfies RollupName)} AS m
    ${where(inWholeMonths(period)?.(Prisma.raw('m.month')))}`
  return edges === undefined
    ? Prisma.sql`(${months})`
    : Prisma.sql`(${months} UNION ALL SELECT * FROM ${edges} AS e)`
}

/** Which first days of months are of whole months in the period; undefined when all are. */
export function inWholeMonths(period: Period): ((column: Prisma.Sql) => Prisma.Sql) | undefined {
  const { from, to } = wholeMonths(period) ?? {}
  if (from === undefined && to === undefined) return undefined
  return (column) =>
    Prisma.join(
      [
        ...(from === undefined ? [] : [Prisma.sql`${column} >= ${from}::DATE`]),
        ...(to === undefined ? [] : [Prisma.sql`${column} < ${to}::DATE`]),
      ],
      ' AND ',
    )
}

/** The rows of the days that are in no whole month of the period, by month; undefined when there are none. */
export function edgeRows(rollup: Rollup, columns: readonly string[], period: Period): Prisma.Sql | undefined {
  const { start_date, end_date } = period
  /** From the first day up to, but not including, the second; open where there is none. */
  const onDays = (from: string | undefined, to: Prisma.Sql | undefined) => Prisma.sql`
    SELECT date_trunc('month', d.day::TIMESTAMP)::DATE AS month, ${Prisma.raw(columns.join(', '))}
    FROM ${rollupRows(rollup === 'title' ? 'watch_title_days' : `${rollup}_days`)} AS d ${where(
      from === undefined ? undefined : Prisma.sql`d.day >= ${from}::DATE`,
      to === undefined ? undefined : Prisma.sql`d.day < ${to}`,
    )}`
  const afterEnd = end_date === undefined ? undefined : Prisma.sql`(${end_date}::DATE + 1)`
  const whole = wholeMonths(period)
  if (whole === undefined) return Prisma.sql`(${onDays(start_date, afterEnd)})`
  const { from, to } = whole
  const parts: Prisma.Sql[] = []
  if (start_date !== undefined && from !== undefined && start_date < from)
    parts.push(onDays(start_date, Prisma.sql`${from}::DATE`))
  if (end_date !== undefined && to !== undefined && end_date >= to) parts.push(onDays(to, afterEnd))
  return parts.length === 0 ? undefined : Prisma.sql`(${Prisma.join(parts, ' UNION ALL ')})`
}
