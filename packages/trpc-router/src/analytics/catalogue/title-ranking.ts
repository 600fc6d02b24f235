import { Prisma } from '@streaming/db'
import { z } from 'zod'
import { badRequest } from '../../procedure/errors.ts'
import { contentType, genre, limit, type Period, period, plan } from '../../procedure/fields/filters.ts'
import { Id, optionalParameters } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'
import { monthlyRows } from '../monthly-rows.ts'
import { ratio } from '../ratio.ts'
import { type Comparison, comparedPeriod, comparisons, type Days } from '../time/compared-period.ts'
import { hoursOf, ViewingMeasures, viewingExample } from '../viewing-measures.ts'
import { ofWords, plansNamed, where } from '../where.ts'

const { timed_watches: _timed, ...measures } = ViewingMeasures
const { timed_watches: _example, ...example } = viewingExample

/** Which titles lead, gain or lose in a period, by any measure? A title without a watch in it, or in what it is compared with, has no row. */
export const RankedTitle = z
  .object({
    content_id: Id,
    title: z.string(),
    genre: z.string(),
    content_type: z.string(),
    ...measures,
    hours: z.coerce.number().nullable().meta({ description: 'null: its length is not known' }),
    previous: z.coerce.number().nullable().meta({
      description: 'The measure in the period that is compared with; null: nothing is, or it has none',
    }),
    change: z.coerce.number().nullable().meta({ description: 'The measure less previous' }),
  })
  .meta({
    example: {
      content_id: '12',
      title: 'Quiet Rooms',
      genre: 'Drama',
      content_type: 'Series',
      ...example,
      previous: 20,
      change: 4,
    },
  })

export const rankingMeasures = [
  'watches',
  'views',
  'hours',
  'starters',
  'watchers',
  'completers',
  'completion_rate',
] as const
export const rankingOrders = ['most', 'gained', 'lost'] as const

export const titleRanking = procedure
  .meta({
    method: 'GET',
    path: '/api/title-ranking',
    summary: 'Titles by any measure, and by what they gained or lost',
    description:
      'Titles by a measure of their watches in a period, descending; by its change against another period with order gained or lost, for which compare is given: those that gained, or lost, alone, the most first. compare is previous (the period of equal length before) or year_before, and needs both days. Titles of which the measure is not known are last; ties by watches, then content_id.',
    tag: 'Analytics',
    access: 'reports',
    csv: true,
  })
  .input(
    optionalParameters({
      measure: z
        .enum(rankingMeasures, `expected ${rankingMeasures.join(', ')}`)
        .default('watches')
        .meta({ description: `${rankingMeasures.join(', ')}.`, example: 'hours' }),
      order: z
        .enum(rankingOrders, 'expected most, gained or lost')
        .default('most')
        .meta({ description: 'most, gained or lost.', example: 'gained' }),
      compare: z
        .enum(comparisons, 'expected previous or year_before')
        .optional()
        .meta({ description: 'previous or year_before.', example: 'previous' }),
      ...period,
      genre,
      content_type: contentType,
      plan,
      limit: limit(10),
    }),
  )
  .output(z.array(RankedTitle))
  .query(({ ctx, input }) => {
    const { measure, order, compare, limit, start_date, end_date, ...filters } = input
    if (order !== 'most' && compare === undefined)
      throw badRequest('compare', `expected previous or year_before with order ${order}, got none`)
    const earlier = compare && periodBefore({ start_date, end_date }, compare)
    return ctx.analytics.snapshot(async (query) => {
      const plans = await plansNamed(query, filters.plan)
      const now = watchesOf({ start_date, end_date }, plans)
      const before = earlier && watchesOf(earlier, plans)
      return query(ranked({ measure, order, limit, now, before, words: ofWords(filters) }), RankedTitle)
    })
  })

/** @throws TRPCError where a period is open, or nothing lies before it */
function periodBefore({ start_date, end_date }: Period, comparison: Comparison): Days {
  const open = start_date === undefined ? 'start_date' : 'end_date'
  if (start_date === undefined || end_date === undefined)
    throw badRequest(open, 'expected a day, so that there is a period of equal length, got none')
  const before = comparedPeriod({ start_date, end_date }, comparison)
  if (before === undefined)
    throw badRequest('compare', `expected a period that has one before it, got ${start_date} to ${end_date}`)
  return before
}

const columns = ['content_id', 'watches', 'progress', 'starters', 'watchers', 'completers']

/** Sums by title, of all plans or of some (subscription_id). */
function watchesOf(asked: Period, plans: string[] | undefined): Prisma.Sql {
  const [rollup, listed] =
    plans === undefined
      ? (['title', columns] as const)
      : (['watch_title', [...columns, 'subscription_id']] as const)
  return Prisma.sql`(
    SELECT w.content_id, SUM(w.watches) AS watches, SUM(w.progress) AS progress, SUM(w.starters) AS starters,
      SUM(w.watchers) AS watchers, SUM(w.completers) AS completers
    FROM ${monthlyRows(rollup, listed, asked)} AS w
    ${where(plans && Prisma.sql`w.subscription_id = ANY(${plans}::INT8[])`)}
    GROUP BY w.content_id HAVING SUM(w.watches) <> 0)`
}

/** Each measure of sums `t` of a title `c`. */
const measured = (t: 'n' | 'b'): Record<(typeof rankingMeasures)[number], Prisma.Sql> => {
  const sum = (column: string) => Prisma.raw(`COALESCE(${t}.${column}, 0)`)
  return {
    watches: sum('watches'),
    views: Prisma.sql`ROUND(${sum('progress')} * 0.01, 2)`,
    hours: hoursOf(Prisma.sql`(${sum('progress')} * c.runtime_minutes::DECIMAL * 0.01)`),
    starters: sum('starters'),
    watchers: sum('watchers'),
    completers: sum('completers'),
    completion_rate: ratio(sum('completers'), sum('starters')),
  }
}

function ranked({
  measure,
  order,
  limit,
  now,
  before,
  words,
}: {
  measure: (typeof rankingMeasures)[number]
  order: (typeof rankingOrders)[number]
  limit: number
  now: Prisma.Sql
  before: Prisma.Sql | undefined
  words: Prisma.Sql | undefined
}): Prisma.Sql {
  const values = measured('n')
  const value = Prisma.raw(`r.${measure}`)
  const by = {
    most: Prisma.sql`(${value} IS NULL), ${value} DESC`,
    gained: Prisma.sql`r.change DESC`,
    lost: Prisma.sql`r.change`,
  }
  const previous = before === undefined ? Prisma.sql`NULL::DECIMAL` : measured('b')[measure]
  const listed = rankingMeasures.map((name) => Prisma.sql`${values[name]} AS ${Prisma.raw(name)}`)
  return Prisma.sql`
    SELECT r.content_id::TEXT AS content_id, r.title, r.genre, r.content_type, r.watches::INT8 AS watches, r.views, r.hours,
      r.starters::INT8 AS starters, r.watchers::INT8 AS watchers, r.completers::INT8 AS completers, r.completion_rate,
      r.previous, r.change
    FROM (
      SELECT m.content_id, m.title, m.genre, m.content_type, ${Prisma.join(rankingMeasures.map((name) => Prisma.raw(`m.${name}`)))},
        m.previous, m.${Prisma.raw(measure)} - m.previous AS change
      FROM (
        SELECT c.content_id, c.title, c.genre, c.content_type, ${Prisma.join(listed)}, ${previous} AS previous
        FROM ${now} AS n
        ${before === undefined ? Prisma.empty : Prisma.sql`FULL JOIN ${before} AS b ON b.content_id = n.content_id`}
        JOIN content AS c ON c.content_id = ${before === undefined ? Prisma.sql`n.content_id` : Prisma.sql`COALESCE(n.content_id, b.content_id)`}
        ${where(words)}
      ) AS m
    ) AS r
    ${{ most: Prisma.empty, gained: Prisma.sql`WHERE r.change > 0`, lost: Prisma.sql`WHERE r.change < 0` }[order]}
    ORDER BY ${by[order]}, r.watches DESC, r.content_id
    LIMIT ${limit}::INT8`
}
