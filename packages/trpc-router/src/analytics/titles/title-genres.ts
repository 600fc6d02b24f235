import { Prisma, rollupRows } from '@streaming/db'
import { z } from 'zod'
import { Count, Id, parameters, Ratio } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'
import { ratio } from '../ratio.ts'

/** What else do those watch who watch a title? Where nobody did, or nothing else, shares are null. */
export const TitleGenre = z
  .object({
    genre: z.string(),
    watches: Count.meta({ description: 'Of other titles, by those who watched this one' }),
    share: Ratio.meta({ description: 'Of these watches' }),
    share_of_all: Ratio.meta({ description: 'Of everybody’s watches' }),
  })
  .meta({ example: { genre: 'Drama', watches: 312, share: 0.4, share_of_all: 0.31 } })

/** A popular title’s viewers are half of the service: their histories are not read by the ten thousand. */
const latestWatches = 100

export const titleGenres = procedure
  .meta({
    method: 'GET',
    path: '/api/title-genres',
    summary: 'Genres of a title’s viewers',
    description:
      'What else the users of a title’s last hundred watches have watched, over all time, by genre, beside everybody’s; genres that somebody watched, by their watches descending, then genre.',
    tag: 'Analytics',
    access: 'reports',
    csv: true,
  })
  .input(parameters({ content_id: Id }))
  .output(z.array(TitleGenre))
  .query(({ ctx, input }) =>
    ctx.analytics.prepared(
      Prisma.sql`
        WITH latest AS (
          SELECT w.user_id FROM watchhistory AS w WHERE w.content_id = ${input.content_id}::INT8
          ORDER BY w.watched_on DESC, w.user_id, w.watch_id LIMIT ${latestWatches}::INT8
        ), viewers AS (
          SELECT DISTINCT l.user_id FROM latest AS l
        ), others AS (
          SELECT c.genre, COUNT(*) AS watches
          FROM viewers AS v JOIN watchhistory AS w ON w.user_id = v.user_id JOIN content AS c ON c.content_id = w.content_id
          WHERE w.content_id <> ${input.content_id}::INT8
          GROUP BY c.genre
        ), everybody AS (
          SELECT m.genre, SUM(m.watches) AS watches FROM ${rollupRows('watch_genre_months')} AS m
          GROUP BY m.genre HAVING SUM(m.watches) <> 0
        )
        SELECT a.genre, COALESCE(o.watches, 0)::INT8 AS watches,
          ${ratio(Prisma.sql`COALESCE(o.watches, 0)`, Prisma.sql`SUM(o.watches) OVER ()`)} AS share,
          ${ratio(Prisma.sql`a.watches`, Prisma.sql`SUM(a.watches) OVER ()`)} AS share_of_all
        FROM everybody AS a LEFT JOIN others AS o ON o.genre = a.genre
        ORDER BY COALESCE(o.watches, 0) DESC, a.genre COLLATE "C"`,
      TitleGenre,
    ),
  )
