import { Prisma } from '@streaming/db'
import { z } from 'zod'
import { badRequest } from '../../procedure/errors.ts'
import { contentType, genre, limit, type Period, period, plan } from '../../procedure/fields/filters.ts'
import { Id, optionalParameters } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'
import { monthlyRows } from '../monthly-rows.ts'
import { ratio } from '../ratio.ts'
import { comparedPeriod, comparisons } from '../time/compared-period.ts'
import { hoursOf, ViewingMeasures, viewingExample } from '../viewing-measures.ts'
import { ofPlan, ofWords, where } from '../where.ts'

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
      'Titles by a measure of their watches in a period, descending; by its change against another period with order gained (most first) or lost (least first), for which compare is given. compare is previous (the period of equal length before) or year_before, and needs both days. Titles of which the measure is not known are last; ties by watches, then content_id.',
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
    const now = { start_date, end_date }
    const before = compare === undefined ? undefined : comparedPeriod(now, compare)
    return ctx.analytics.query(ranked({ measure, order, limit, now, before, filters }), RankedTitle)
  })

interface Filters {
  genre?: string | undefined
  content_type?: string | undefined
  plan?: string | undefined
}

type Measure = (typeof rankingMeasures)[number]

const sums = ['watches', 'progress', 'starters', 'watchers', 'completers'] as const

/** What of these each measure is made of, beside watches, by which ties are ordered. */
const madeOf: Record<Measure, readonly (typeof sums)[number][]> = {
  watches: [],
  views: ['progress'],
  hours: ['progress'],
  starters: ['starters'],
  watchers: ['watchers'],
  completers: ['completers'],
  completion_rate: ['starters', 'completers'],
}

/** Some sums by title. @param titles a query of the ids that are meant; undefined: all */
function sumsOf(
  columns: readonly (typeof sums)[number][],
  asked: Period,
  plan: string | undefined,
  titles?: Prisma.Sql,
): Prisma.Sql {
  const listed = ['content_id', ...columns]
  const rows =
    plan === undefined
      ? monthlyRows('title', listed, asked)
      : monthlyRows('watch_title', [...listed, 'subscription_id'], asked)
  return Prisma.sql`(
    SELECT w.content_id, ${Prisma.raw(columns.map((name) => `SUM(w.${name}) AS ${name}`).join(', '))}
    FROM ${rows} AS w
    ${where(ofPlan(plan, 'w.subscription_id'), titles && Prisma.sql`w.content_id IN (${titles})`)}
    GROUP BY w.content_id HAVING SUM(w.watches) <> 0)`
}

/** A measure of sums `n` or `b` of a title `c`. */
function measured(measure: Measure, of: 'n' | 'b'): Prisma.Sql {
  const sum = (column: string) => Prisma.raw(`COALESCE(${of}.${column}, 0)`)
  switch (measure) {
    case 'views':
      return Prisma.sql`ROUND(${sum('progress')} * 0.01, 2)`
    case 'hours':
      return hoursOf(Prisma.sql`(${sum('progress')} * c.runtime_minutes::DECIMAL * 0.01)`)
    case 'completion_rate':
      return ratio(sum('completers'), sum('starters'))
    default:
      return sum(measure)
  }
}

interface Ranking {
  measure: Measure
  order: (typeof rankingOrders)[number]
  limit: number
  now: Period
  before: Period | undefined
  filters: Filters
}

/** Titles are ranked by what their measure is made of alone; those that are answered get all measures. */
function ranked({ measure, order, limit, now, before, filters }: Ranking): Prisma.Sql {
  const made = ['watches', ...madeOf[measure]] as const
  const { plan } = filters
  const by = {
    most: Prisma.sql`(r.value IS NULL), r.value DESC`,
    gained: Prisma.sql`(r.change IS NULL), r.change DESC`,
    lost: Prisma.sql`(r.change IS NULL), r.change`,
  }[order]
  const compared =
    before && Prisma.sql`FULL JOIN ${sumsOf(made, before, plan)} AS b ON b.content_id = n.content_id`
  const id =
    compared === undefined ? Prisma.sql`n.content_id` : Prisma.sql`COALESCE(n.content_id, b.content_id)`
  const all = rankingMeasures.map((name) => Prisma.sql`${measured(name, 'n')} AS ${Prisma.raw(name)}`)
  return Prisma.sql`
    WITH top AS (
      SELECT r.content_id, r.watches, r.value, r.previous, r.change FROM (
        SELECT v.content_id, v.watches, v.value, v.previous, v.value - v.previous AS change FROM (
          SELECT c.content_id, COALESCE(n.watches, 0) AS watches, ${measured(measure, 'n')} AS value,
            ${compared === undefined ? Prisma.sql`NULL::DECIMAL` : measured(measure, 'b')} AS previous
          FROM ${sumsOf(made, now, plan)} AS n
          ${compared ?? Prisma.empty}
          JOIN content AS c ON c.content_id = ${id}
          ${where(ofWords(filters))}
        ) AS v
      ) AS r
      ORDER BY ${by}, r.watches DESC, r.content_id
      LIMIT ${limit}::INT8
    )
    SELECT c.content_id::TEXT AS content_id, c.title, c.genre, c.content_type, ${Prisma.join(all)}, r.previous, r.change
    FROM top AS r
    JOIN content AS c ON c.content_id = r.content_id
    LEFT JOIN ${sumsOf(sums, now, plan, Prisma.sql`SELECT top.content_id FROM top`)} AS n ON n.content_id = r.content_id
    ORDER BY ${by}, r.watches DESC, r.content_id`
}
