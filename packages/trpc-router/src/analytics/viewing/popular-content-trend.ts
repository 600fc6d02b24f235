import { leadingInDays, leadingTitles, Prisma, type Query } from '@streaming/db'
import { z } from 'zod'
import {
  contentType,
  genre,
  limit,
  type Period,
  period,
  plan,
  requireOrder,
} from '../../procedure/fields/filters.ts'
import { Count, optionalParameters, YearMonth } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'
import { edgeRows, inWholeMonths, monthlyRows } from '../monthly-rows.ts'
import { wholeMonths } from '../time/buckets.ts'
import { type MonthEdge, monthEdges } from '../time/month-edges.ts'
import { ofWords, plansNamed, titleIds, where } from '../where.ts'

/**
 * Up to so many titles, and up to so many for each day, are looked for one by one; for more, all rows of the days are
 * summed, which takes a millisecond a day where lookups take about as much for four hundred.
 */
const few = { titles: 30, aDay: 3 }

/** How often was each title watched in each month? Months and titles without a watch have no row. */
export const MonthlyTitleWatches = z
  .object({ month: YearMonth, title: z.string(), watch_count: Count })
  .meta({ example: { month: '2024-09', title: 'Quiet Rooms', watch_count: 3 } })

export const popularContentTrend = procedure
  .meta({
    method: 'GET',
    path: '/api/popular-content-trend',
    summary: 'Watches by month and title',
    description:
      'The number of watches of each title in each month, by month, then watch_count descending, then title. Two titles of the same name have a row each. limit counts the titles of each month.',
    tag: 'Analytics',
    access: 'reports',
    csv: true,
  })
  .input(
    optionalParameters({
      genre,
      content_type: contentType,
      plan,
      ...period,
      limit: limit(1_000).describe('At most this many titles of each month (1 to 1000).'),
    }),
  )
  .output(z.array(MonthlyTitleWatches))
  .query(({ ctx, input }) => {
    if (input.plan === undefined) {
      // A query planned for any genre is slow for one (docs/benchmarks.md), so those of some titles are planned for their
      // values. Sums of days have more texts than a connection should keep plans of; all others have ten, whose plans take
      // up to 1.3 MB each.
      const led = titleIds(input) === undefined && monthEdges(input).every((edge) => isLed(input, edge))
      const ask = led ? ctx.analytics.prepared : ctx.analytics.query
      return ranked(ask, input, undefined)
    }
    return ctx.analytics.snapshot(async (query) => ranked(query, input, await plansNamed(query, input.plan)))
  })

type Input = Period & {
  genre?: string | undefined
  content_type?: string | undefined
  plan?: string | undefined
  limit: number
}

function ranked(query: Query, input: Input, plans: string[] | undefined) {
  return query(
    Prisma.sql`
      SELECT to_char(month, 'YYYY-MM') AS month, title, watches AS watch_count
      FROM (
        SELECT w.month, c.title, w.watches, ROW_NUMBER() OVER (
          PARTITION BY w.month ORDER BY w.watches DESC, c.title COLLATE "C", c.content_id) AS place
        FROM ${candidates(input, plans)} AS w
        JOIN content AS c ON c.content_id = w.content_id
      ) AS ranked
      WHERE place <= ${input.limit}::INT8
      ORDER BY ranked.month, place`,
    MonthlyTitleWatches,
  )
}

/** Whether the leading titles of an edge are looked for one by one. */
function isLed({ limit }: Input, { days }: MonthEdge): boolean {
  return limit <= Math.min(few.titles, few.aDay * days.length)
}

/**
 * Titles and their watches by month, among them the most watched of each month. Only the leading titles are read; all
 * of a month's days where more than a few are asked for, and all of everything where several plans are meant, whose
 * names differ in case alone.
 */
function candidates(input: Input, plans: string[] | undefined): Prisma.Sql {
  requireOrder(input)
  const { limit } = input
  const titles = ofWords(input)
  const chosen = titleIds(input)
  const rollup = plans === undefined ? 'title' : 'watch_title'
  const columns = ['content_id', ...(plans === undefined ? [] : ['subscription_id']), 'watches']
  const summed = (rows: Prisma.Sql) => Prisma.sql`(
    SELECT w.month, w.content_id, SUM(w.watches)::INT8 AS watches
    FROM ${rows} AS w
    ${where(
      plans === undefined ? undefined : Prisma.sql`w.subscription_id = ANY(${plans}::INT8[])`,
      chosen && Prisma.sql`w.content_id IN (${chosen})`,
    )}
    GROUP BY w.month, w.content_id
    HAVING SUM(w.watches) <> 0)`
  if (plans !== undefined && plans.length !== 1) return summed(monthlyRows(rollup, columns, input))
  const plan = plans?.[0]
  const edges = monthEdges(input).map((edge) =>
    isLed(input, edge)
      ? leadingInDays({ ...edge, most: limit, plan, titles })
      : summed(Prisma.sql`(${edgeRows(rollup, columns, edge)})`),
  )
  const leading = leadingTitles({ most: limit, months: inWholeMonths(input), plan, titles })
  const parts = [...(wholeMonths(input) === undefined ? [] : [leading]), ...edges]
  return Prisma.sql`(${Prisma.join(
    parts.map((part) => Prisma.sql`SELECT p.month, p.content_id, p.watches FROM ${part} AS p`),
    ' UNION ALL ',
  )})`
}
