import { type PopularInMonths, Prisma, popularInMonths } from '@streaming/db'
import { z } from 'zod'
import { badRequest } from '../../procedure/errors.ts'
import { contentType, genre, limit, plan } from '../../procedure/fields/filters.ts'
import { Count, Id, Percent, parameters, YearMonth } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'
import { type Month, MonthText, parseMonth } from '../time/months.ts'
import { ofWords, planIds } from '../where.ts'

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
  .max(9999, 'expected a year to 9999')
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
  .output(z.array(PopularTitle))
  .query(({ ctx, input }) =>
    ctx.analytics.prepared(
      Prisma.sql`
          SELECT to_char(t.month, 'YYYY-MM') AS month, t.content_id::TEXT AS content_id, t.title, t.genre,
            t.progress AS total_progress, t.watches AS watch_count,
            ROUND(t.progress::DECIMAL / t.watches::DECIMAL, 2) AS average_progress
          FROM ${popularInMonths(chosenTitles(input))} AS t
          ORDER BY t.progress DESC, t.watches DESC, t.content_id, t.month
          LIMIT ${input.limit}::INT8`,
      PopularTitle,
    ),
  )

type Input = {
  month: string
  year?: number | undefined
  genre?: string | undefined
  content_type?: string | undefined
  plan?: string | undefined
  limit: number
}

function chosenTitles({ limit, plan, ...input }: Input): PopularInMonths {
  const month = chosenMonth(input)
  return {
    limit,
    months: firstDay(month) ?? ((column) => inEveryYear(month, column)),
    plans: planIds(plan),
    titles: ofWords(input),
  }
}

function chosenMonth({ month, year }: { month: string; year?: number | undefined }): Month {
  const parsed = parseMonth(month) ?? { month: 0, year: undefined }
  if (parsed.year !== undefined && year !== undefined && parsed.year !== year) {
    throw badRequest('year', `expected ${parsed.year}, the year of month (${month}), or none, got ${year}`)
  }
  return { month: parsed.month, year: parsed.year ?? year }
}

/** That month of every year. @param column of first days of months */
function inEveryYear({ month }: Month, column: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`EXTRACT(MONTH FROM ${column})::INT4 = ${month}::INT4`
}

/** Of the one month that is asked for, if it is one. */
function firstDay({ year, month }: Month): string | undefined {
  return year === undefined
    ? undefined
    : `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-01`
}
