import { Prisma } from '@streaming/db'
import { z } from 'zod'
import { contentType, genre, limit, period, plan } from '../filters.ts'
import { Count, optionalParameters, YearMonth } from '../schemas.ts'
import { procedure } from '../trpc.ts'
import { monthlyRows } from './monthly-rows.ts'
import { ofContentType, ofGenre, ofPlan, where } from './where.ts'

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
  .query(({ ctx, input }) =>
    ctx.database.query(
      Prisma.sql`
        SELECT to_char(month, 'YYYY-MM') AS month, title, watch_count
        FROM (
          SELECT w.month, c.title, w.watch_count, ROW_NUMBER() OVER (
            PARTITION BY w.month ORDER BY w.watch_count DESC, c.title COLLATE "C", c.content_id) AS place
          FROM (
            SELECT w.month, w.content_id, SUM(w.watches)::INT8 AS watch_count
            FROM ${monthlyRows('watch_title', ['content_id', 'subscription_id', 'watches'], input)} AS w
            ${where(ofPlan(input.plan, 'w.subscription_id'))}
            GROUP BY w.month, w.content_id
            HAVING SUM(w.watches) <> 0
          ) AS w
          JOIN content AS c ON c.content_id = w.content_id
          ${where(ofGenre(input.genre, 'c.genre'), ofContentType(input.content_type, 'c.content_type'))}
        ) AS ranked
        WHERE place <= ${input.limit}::INT8
        ORDER BY ranked.month, place`,
      MonthlyTitleWatches,
    ),
  )
