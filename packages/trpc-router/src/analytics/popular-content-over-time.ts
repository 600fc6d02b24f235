import { Prisma, type Query, rollupRows } from '@streaming/db'
import { z } from 'zod'
import { badRequest } from '../errors.ts'
import { contentType, genre, limit, plan } from '../filters.ts'
import { type Month, MonthText, parseMonth } from '../months.ts'
import { Count, Id, Percent, parameters, YearMonth } from '../schemas.ts'
import { procedure } from '../trpc.ts'
import { ofPlan, ofTitles, where } from './where.ts'

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
  .output(z.array(PopularTitle))
  .query(({ ctx, input }) =>
    ctx.database.snapshot(async (query) =>
      query(
        Prisma.sql`
          SELECT to_char(w.month, 'YYYY-MM') AS month, c.content_id::TEXT AS content_id, c.title, c.genre,
            w.total_progress, w.watch_count,
            ROUND(w.total_progress::DECIMAL / w.watch_count::DECIMAL, 2) AS average_progress
          FROM (
            SELECT w.month, w.content_id, SUM(w.progress)::DECIMAL(18, 2) AS total_progress,
              SUM(w.watches)::INT8 AS watch_count
            FROM ${rollupRows(input.plan === undefined ? 'title_months' : 'watch_title_months')} AS w
            ${where(
              Prisma.sql`w.month = ANY(${await firstDays(query, chosenMonth(input))}::DATE[])`,
              ofPlan(input.plan, 'w.subscription_id'),
              ofTitles(input, Prisma.raw('w.content_id')),
            )}
            GROUP BY w.month, w.content_id
            HAVING SUM(w.watches) <> 0
          ) AS w
          JOIN content AS c ON c.content_id = w.content_id
          ORDER BY total_progress DESC, watch_count DESC, c.content_id, w.month
          LIMIT ${input.limit}::INT8`,
        PopularTitle,
      ),
    ),
  )

function chosenMonth({ month, year }: { month: string; year?: number | undefined }): Month {
  const parsed = parseMonth(month) ?? { month: 0, year: undefined }
  if (parsed.year !== undefined && year !== undefined && parsed.year !== year) {
    throw badRequest('year', `expected ${parsed.year}, the year of month (${month}), or none, got ${year}`)
  }
  return { month: parsed.month, year: parsed.year ?? year }
}

/** First days of the months that are meant; without a year, of those with a watch. */
async function firstDays(query: Query, { month, year }: Month): Promise<string[]> {
  const inYear = (text: string) => `${text.padStart(4, '0')}-${String(month).padStart(2, '0')}-01`
  if (year !== undefined) return [inYear(String(year))]
  const years = await query(
    Prisma.sql`
      SELECT DISTINCT EXTRACT(YEAR FROM w.month)::INT4::TEXT AS year FROM ${rollupRows('watch_genre_months')} AS w
      WHERE EXTRACT(MONTH FROM w.month)::INT4 = ${month}::INT4`,
    z.object({ year: z.string() }),
  )
  return years.map((row) => inYear(row.year))
}
