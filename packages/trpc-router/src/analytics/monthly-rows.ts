import { isMeasure, Prisma, type RollupName, rollupRows } from '@streaming/db'
import { bucketOf, countBuckets, nextBucket, wholeMonths } from '../buckets.ts'
import type { Period } from '../filters.ts'
import { requireOrder, where } from './where.ts'

/** `title` is `watch_title` without plans, which only its months are kept without. */
type Rollup = 'title' | 'watch_title' | 'watch_genre' | 'payment'

/**
 * A rollup's rows within a period, by month: those of whole months from the rollup by month, those at the period's
 * edges as `edgeRows` has them. Years are read as some months and at most forty days.
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

/** A month has about as many rows as this many of its days. */
const monthInDays = 5

/**
 * The rows of the days that are in no whole month of the period, by month; undefined when there are none. Where most
 * of a month is meant, these are the month's rows and, negative, those of its other days.
 */
export function edgeRows(rollup: Rollup, columns: readonly string[], period: Period): Prisma.Sql | undefined {
  const { start_date, end_date } = period
  const whole = wholeMonths(period)
  if (whole === undefined) return Prisma.sql`(${onDays(rollup, columns, 1, start_date, afterDay(end_date))})`
  const { from, to } = whole
  const parts: Prisma.Sql[] = []
  if (start_date !== undefined && from !== undefined && start_date < from) {
    const month = bucketOf(start_date, 'month')
    const before = Number(start_date.slice(8)) - 1
    if (countBuckets(start_date, from, 'day') - 1 > before + monthInDays)
      parts.push(
        ofMonth(rollup, columns, month),
        onDays(rollup, columns, -1, month, Prisma.sql`${start_date}::DATE`),
      )
    else parts.push(onDays(rollup, columns, 1, start_date, Prisma.sql`${from}::DATE`))
  }
  if (end_date !== undefined && to !== undefined && end_date >= to) {
    const next = nextBucket(to, 'month')
    const after = next.startsWith('+') ? 31 : countBuckets(end_date, next, 'day') - 2
    if (Number(end_date.slice(8)) > after + monthInDays)
      parts.push(
        ofMonth(rollup, columns, to),
        onDays(rollup, columns, -1, end_date, Prisma.sql`${next}::DATE`, 1),
      )
    else parts.push(onDays(rollup, columns, 1, to, afterDay(end_date)))
  }
  return parts.length === 0 ? undefined : Prisma.sql`(${Prisma.join(parts, ' UNION ALL ')})`
}

function afterDay(day: string | undefined): Prisma.Sql | undefined {
  return day === undefined ? undefined : Prisma.sql`(${day}::DATE + 1)`
}

function ofMonth(rollup: Rollup, columns: readonly string[], month: string): Prisma.Sql {
  return Prisma.sql`
    SELECT m.month, ${Prisma.raw(columns.join(', '))} FROM ${rollupRows(`${rollup}_months` satisfies RollupName)} AS m
    WHERE m.month = ${month}::DATE`
}

/** From the first day, and `skipped` more, up to, but not including, the last; open where there is none. */
function onDays(
  rollup: Rollup,
  columns: readonly string[],
  sign: 1 | -1,
  from: string | undefined,
  to: Prisma.Sql | undefined,
  skipped = 0,
): Prisma.Sql {
  const signed = columns.map((name) => (sign < 0 && isMeasure(name) ? `-${name} AS ${name}` : name))
  return Prisma.sql`
    SELECT date_trunc('month', d.day::TIMESTAMP)::DATE AS month, ${Prisma.raw(signed.join(', '))}
    FROM ${rollupRows(rollup === 'title' ? 'watch_title_days' : `${rollup}_days`)} AS d ${where(
      from === undefined ? undefined : Prisma.sql`d.day >= ${from}::DATE + ${skipped}::INT4`,
      to === undefined ? undefined : Prisma.sql`d.day < ${to}`,
    )}`
}
