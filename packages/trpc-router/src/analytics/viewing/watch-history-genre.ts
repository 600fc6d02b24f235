import { Prisma } from '@streaming/db'
import { z } from 'zod'
import { contentType, limit, period, plan } from '../../procedure/fields/filters.ts'
import { Count, optionalParameters } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'
import { askOver, monthlyRows } from '../monthly-rows.ts'
import { ofPlan, ofRowWord, where } from '../where.ts'

/** How often is each genre watched? Genres without a watch have no row. */
export const GenreWatches = z
  .object({ genre: z.string(), watch_count: Count })
  .meta({ example: { genre: 'Drama', watch_count: 17 } })

export const watchHistoryGenre = procedure
  .meta({
    method: 'GET',
    path: '/api/watch-history-genre',
    summary: 'Watches by genre',
    description: 'The number of watches of each genre, by watch_count descending, then genre.',
    tag: 'Analytics',
    access: 'reports',
    csv: true,
  })
  .input(optionalParameters({ content_type: contentType, plan, ...period, limit: limit(1_000) }))
  .output(z.array(GenreWatches))
  .query(({ ctx, input }) =>
    askOver(ctx.analytics, input)(
      Prisma.sql`
          SELECT w.genre, SUM(w.watches)::INT8 AS watch_count
          FROM ${monthlyRows('watch_genre', ['genre', 'content_type', 'subscription_id', 'watches'], input)} AS w
          ${where(ofRowWord('content_type', input.content_type), ofPlan(input.plan, 'w.subscription_id'))}
          GROUP BY w.genre
          HAVING SUM(w.watches) <> 0
          ORDER BY watch_count DESC, w.genre COLLATE "C"
          LIMIT ${input.limit}::INT8`,
      GenreWatches,
    ),
  )
