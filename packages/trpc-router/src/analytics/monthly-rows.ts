import { type Database, isMeasure, Prisma, type Query, type RollupName, rollupRows } from '@streaming/db'
import { type Period, requireOrder } from '../procedure/fields/filters.ts'
import { wholeMonths } from './time/buckets.ts'
import { type MonthEdge, monthEdges } from './time/month-edges.ts'
import { where } from './where.ts'

/** `title` is `watch_title` without plans, which only its months are kept without. */
type Rollup = 'title' | 'watch_title' | 'watch_genre' | 'payment' | 'billing'

/**
 * A rollup's rows within a period, by month: those of whole months from the rollup by month, those at the period's
 * edges as `edgeRows` has them. Years are read as some months and at most forty days.
 * @param columns those to have beside `month`, of both rollups
 * @returns a subquery of which several rows may have the same key
 * @throws TRPCError when the end lies before the start
 */
export function monthlyRows(rollup: Rollup, columns: readonly string[], period: Period): Prisma.Sql {
  requireOrder(period)
  const edges = monthEdges(period).map((edge) => edgeRows(rollup, columns, edge))
  const months = Prisma.sql`
    SELECT m.month, ${Prisma.raw(columns.join(', '))} FROM ${rollupRows(`${rollup}_months` satisfies RollupName)} AS m
    ${where(inWholeMonths(period)?.(Prisma.raw('m.month')))}`
  const parts = wholeMonths(period) === undefined ? edges : [months, ...edges]
  return Prisma.sql`(${Prisma.join(parts, ' UNION ALL ')})`
}

/**
 * How to ask about a period: prepared, unless it cuts months. How it cuts them is in the statement's text, and there are
 * more such texts than a connection should keep.
 */
export function askOver({ prepared, query }: Pick<Database, 'prepared' | 'query'>, period: Period): Query {
  return monthEdges(period).length === 0 ? prepared : query
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
 * The rows of a month's days: a query of which several rows may have the same key. Where most of the month is meant,
 * these are the month's rows and, negative, those of its other days.
 */
export function edgeRows(
  rollup: Rollup,
  columns: readonly string[],
  { month, days, others }: MonthEdge,
): Prisma.Sql {
  const parts =
    days.length > others.length + monthInDays
      ? [ofMonth(rollup, columns, month), ...onDays(rollup, columns, -1, month, others)]
      : onDays(rollup, columns, 1, month, days)
  return Prisma.join(parts, ' UNION ALL ')
}

function ofMonth(rollup: Rollup, columns: readonly string[], month: string): Prisma.Sql {
  return Prisma.sql`
    SELECT m.month, ${Prisma.raw(columns.join(', '))} FROM ${rollupRows(`${rollup}_months` satisfies RollupName)} AS m
    WHERE m.month = ${month}::DATE`
}

/** @param days of the month, from 1 on */
function onDays(
  rollup: Rollup,
  columns: readonly string[],
  sign: 1 | -1,
  month: string,
  days: readonly number[],
): Prisma.Sql[] {
  const signed = columns.map((name) => (sign < 0 && isMeasure(name) ? `-${name} AS ${name}` : name))
  return spansOf(days).map(
    ([first, last]) => Prisma.sql`
      SELECT ${month}::DATE AS month, ${Prisma.raw(signed.join(', '))}
      FROM ${rollupRows(rollup === 'title' ? 'watch_title_days' : `${rollup}_days`)} AS d
      WHERE d.day BETWEEN ${month}::DATE + ${first - 1}::INT4 AND ${month}::DATE + ${last - 1}::INT4`,
  )
}

/** Days in order, as spans without a gap: first and last. */
function spansOf(days: readonly number[]): [number, number][] {
  const spans: [number, number][] = []
  for (const day of days) {
    const span = spans.at(-1)
    if (span?.[1] === day - 1) span[1] = day
    else spans.push([day, day])
  }
  return spans
}
