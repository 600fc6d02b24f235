import { leadingTitles, Prisma, rollupRows } from '@streaming/db'
import { z } from 'zod'
import { answering } from '../answering.ts'
import { badRequest } from '../errors.ts'
import { contentType, genre, limit, plan } from '../filters.ts'
import { type Month, MonthText, parseMonth } from '../months.ts'
import { Count, Id, Percent, parameters, YearMonth } from '../schemas.ts'
import { procedure } from '../trpc.ts'
import { ofPlan, ofTitles, titleIds, where } from './where.ts'

/** Which titles were most popular in a month? Popularity is the sum of progress: 100 is one full view. */
export const PopularTitle = z
  .object({
    month: YearMonth,
    content_id: Id,
    title: z.string(),
    genre: z.string(),
    total_progress: z.coerce.number().nonnegative(),
    watch_count: Count,
    average_progress: Percent,
  })
  .meta({
    example: {
      month: '2024-08',
      content_id: '12',
      title: 'Quiet Rooms',
      genre: 'Drama',
      total_progress: 285.5,
      watch_count: 4,
      average_progress: 71.38,
    },
  })

const year = z
  .int('expected a year')
  .min(1, 'expected a year from 1')
  .max(9998, 'expected a year to 9998')
  .optional()

export const popularContentOverTime = procedure
  .meta({
    method: 'GET',
    path: '/api/popular-content-over-time',
    summary: 'Most popular titles of a month',
    description:
      'Titles by the sum of progress of their watches in the month (100 = one full view), descending; ties by watch_count, then content_id. ' +
      'A month without a year (Aug, August, 8) is that calendar month of every year: one row a title and year-month, never merged.',
    tag: 'Analytics',
    access: 'reports',
    csv: true,
  })
  .input(
    parameters({
      month: MonthText.meta({ description: 'Aug, August, 8 or 2024-08.', example: '2024-08' }),
      year: year.meta({ description: 'The year of a month given without one.', example: 2024 }),
      genre,
      content_type: contentType,
      plan,
      limit: limit(10),
    }),
  )
  .query(
    answering(z.array(PopularTitle), ({ ctx, input }) =>
      ctx.database.prepared(
        Prisma.sql`
          SELECT to_char(w.month, 'YYYY-MM') AS month, c.content_id::TEXT AS content_id, c.title, c.genre,
            w.progress AS total_progress, w.watches AS watch_count,
            ROUND(w.progress::DECIMAL / w.watches::DECIMAL, 2) AS average_progress
          FROM (
            SELECT t.month, t.content_id, t.progress, t.watches FROM ${ofMonth(input, chosenMonth(input))} AS t
            ORDER BY t.progress DESC, t.watches DESC, t.content_id, t.month
            LIMIT ${input.limit}::INT8
          ) AS w
          JOIN content AS c ON c.content_id = w.content_id
          ORDER BY w.progress DESC, w.watches DESC, w.content_id, w.month`,
        PopularTitle,
      ),
    ),
  )

type Input = {
  genre?: string | undefined
  content_type?: string | undefined
  plan?: string | undefined
  limit: number
}

/** Month, title, its watches and progress: of all plans the titles that lead each month; of a plan, of which there is no such order, all. */
function ofMonth(input: Input, asked: Month): Prisma.Sql {
  if (input.plan === undefined)
    return leadingTitles({
      by: 'progress',
      most: input.limit,
      months: firstDay(asked) ?? ((column) => inMonth(asked, column)),
      titles: titleIds(input),
    })
  return Prisma.sql`(
    SELECT w.month, w.content_id, SUM(w.progress)::DECIMAL(18, 2) AS progress, SUM(w.watches)::INT8 AS watches
    FROM ${rollupRows('watch_title_months')} AS w
    ${where(inMonth(asked, Prisma.sql`w.month`), ofPlan(input.plan, 'w.subscription_id'), ofTitles(input, Prisma.sql`w.content_id`))}
    GROUP BY w.month, w.content_id
    HAVING SUM(w.watches) <> 0)`
}

function chosenMonth({ month, year }: { month: string; year?: number | undefined }): Month {
  const parsed = parseMonth(month) ?? { month: 0, year: undefined }
  if (parsed.year !== undefined && year !== undefined && parsed.year !== year) {
    throw badRequest('year', `expected ${parsed.year}, the year of month (${month}), or none, got ${year}`)
  }
  return { month: parsed.month, year: parsed.year ?? year }
}

/** Whether a column's first days of months are meant; without a year, that month of every year. */
function inMonth(asked: Month, column: Prisma.Sql): Prisma.Sql {
  const first = firstDay(asked)
  return first === undefined
    ? Prisma.sql`EXTRACT(MONTH FROM ${column})::INT4 = ${asked.month}::INT4`
    : Prisma.sql`${column} = ${first}::DATE`
}

/** Of the one month that is asked for, if it is one. */
function firstDay({ year, month }: Month): string | undefined {
  return year === undefined
    ? undefined
    : `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-01`
}
