import { Prisma, type RollupName, rollupRows } from '@streaming/db'
import { wholeMonths } from '../buckets.ts'
import type { Period } from '../filters.ts'
import { requireOrder, where } from './where.ts'

/**
 * A rollup's rows within a period, by month: those of whole months from the rollup by month, those of the days at
 * the period's edges from the one by day. Years are read as some months and at most sixty days.
 * @param columns those to have beside `month`, of both rollups
 * @returns a subquery of which several rows may have the same key
 * @throws TRPCError when the end lies before the start
 */
export function monthlyRows(
  rollup: 'watch_title' | 'watch_genre' | 'payment',
  columns: readonly string[],
  period: Period,
): Prisma.Sql {
  requireOrder(period)
  const whole = wholeMonths(period)
  const { start_date, end_date } = period
  const chosen = Prisma.raw(columns.join(', '))
  const named = (grain: 'days' | 'months') => rollupRows(`${rollup}_${grain}` satisfies RollupName)

  const inMonths = (from?: string, to?: string) => Prisma.sql`
    SELECT m.month, ${chosen} FROM ${named('months')} AS m ${where(
      from === undefined ? undefined : Prisma.sql`m.month >= ${from}::DATE`,
      to === undefined ? undefined : Prisma.sql`m.month < ${to}::DATE`,
    )}`
  /** From the first day up to, but not including, the second; open where there is none. */
  const onDays = (from: string | undefined, to: Prisma.Sql | undefined) => Prisma.sql`
    SELECT date_trunc('month', d.day::TIMESTAMP)::DATE AS month, ${chosen} FROM ${named('days')} AS d ${where(
      from === undefined ? undefined : Prisma.sql`d.day >= ${from}::DATE`,
      to === undefined ? undefined : Prisma.sql`d.day < ${to}`,
    )}`
  const afterEnd = end_date === undefined ? undefined : Prisma.sql`(${end_date}::DATE + 1)`

  if (whole === undefined) return Prisma.sql`(${onDays(start_date, afterEnd)})`
  const { from, to } = whole
  const parts = [inMonths(from, to)]
  if (start_date !== undefined && from !== undefined && start_date < from)
    parts.push(onDays(start_date, Prisma.sql`${from}::DATE`))
  if (end_date !== undefined && to !== undefined && end_date >= to) parts.push(onDays(to, afterEnd))
  return Prisma.sql`(${Prisma.join(parts, ' UNION ALL ')})`
}
