import { Prisma, rollupRows } from '@streaming/db'
import { z } from 'zod'
import { notFound } from '../../procedure/errors.ts'
import { Count, Id, parameters, Ratio } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'
import { ratio } from '../ratio.ts'

/** What does one user like more, or less, than everybody? A user without a watch has shares of null. */
export const UserTaste = z
  .object({
    genre: z.string(),
    watches: Count.meta({ description: 'Of the user' }),
    share: Ratio.meta({ description: 'Of the user’s watches' }),
    share_of_all: Ratio.meta({ description: 'Of everybody’s watches' }),
  })
  .meta({ example: { genre: 'Drama', watches: 8, share: 0.4, share_of_all: 0.31 } })

export const userTaste = procedure
  .meta({
    method: 'GET',
    path: '/api/user-taste/{user_id}',
    summary: 'One user’s genres beside everybody’s',
    description:
      'The share of each genre in a user’s watches, and in those of all users, over all time; genres that somebody watched, by the user’s watches descending, then genre.',
    tag: 'Analytics',
    access: 'own',
    csv: true,
  })
  .input(parameters({ user_id: Id }))
  .output(z.array(UserTaste))
  .query(async ({ ctx, input }) => {
    const rows = await ctx.analytics.prepared(
      Prisma.sql`
        SELECT a.genre, COALESCE(o.watches, 0)::INT8 AS watches,
          ${ratio(Prisma.sql`COALESCE(o.watches, 0)`, Prisma.sql`SUM(o.watches) OVER ()`)} AS share,
          ${ratio(Prisma.sql`a.watches`, Prisma.sql`SUM(a.watches) OVER ()`)} AS share_of_all
        FROM users AS u
        LEFT JOIN (
          SELECT m.genre, SUM(m.watches) AS watches FROM ${rollupRows('watch_genre_months')} AS m
          GROUP BY m.genre HAVING SUM(m.watches) <> 0
        ) AS a ON TRUE
        LEFT JOIN (
          SELECT c.genre, COUNT(*) AS watches FROM watchhistory AS w JOIN content AS c ON c.content_id = w.content_id
          WHERE w.user_id = ${input.user_id}::INT8 GROUP BY c.genre
        ) AS o ON o.genre = a.genre
        WHERE u.user_id = ${input.user_id}::INT8
        ORDER BY COALESCE(o.watches, 0) DESC, a.genre COLLATE "C"`,
      UserTaste.extend({ genre: z.string().nullable() }),
    )
    if (rows.length === 0) throw notFound(`user ${input.user_id}`)
    return rows.flatMap(({ genre, ...row }) => (genre === null ? [] : [{ genre, ...row }]))
  })
