import { Prisma } from '@streaming/db'
import { z } from 'zod'
import { contentType, period, plan } from '../../procedure/fields/filters.ts'
import { Count, optionalParameters, Ratio } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'
import { monthlyRows } from '../monthly-rows.ts'
import { ratio } from '../ratio.ts'
import { hoursOf } from '../viewing-measures.ts'
import { ofPlan, ofRowWord, ofWords, where } from '../where.ts'

/** Which genres are watched more than their share of the catalogue, and which less? A genre without hours has 0. */
export const GenreSupply = z
  .object({
    genre: z.string(),
    titles: Count,
    title_share: Ratio,
    hours: z.coerce.number(),
    hours_share: Ratio,
  })
  .meta({
    example: { genre: 'Drama', titles: 12, title_share: 0.3, hours: 214.5, hours_share: 0.41 },
  })

export const genreSupply = procedure
  .meta({
    method: 'GET',
    path: '/api/genre-supply',
    summary: 'Supply and demand by genre',
    description:
      'Each genre’s share of the titles that are in the catalogue now, and its share of the hours watched in the period, of titles whose length is known; by hours descending, then genre.',
    tag: 'Analytics',
    access: 'reports',
    csv: true,
  })
  .input(optionalParameters({ ...period, content_type: contentType, plan }))
  .output(z.array(GenreSupply))
  .query(({ ctx, input }) =>
    ctx.analytics.query(
      Prisma.sql`
        WITH supply AS (
          SELECT c.genre, COUNT(*)::INT8 AS titles FROM content AS c ${where(ofWords({ content_type: input.content_type }))} GROUP BY c.genre
        ), demand AS (
          SELECT w.genre, SUM(w.minutes) AS minutes
          FROM ${monthlyRows('watch_genre', ['genre', 'content_type', 'subscription_id', 'minutes'], input)} AS w
          ${where(ofRowWord('content_type', input.content_type), ofPlan(input.plan, 'w.subscription_id'))}
          GROUP BY w.genre
        )
        SELECT s.genre, s.titles, ${ratio(Prisma.sql`s.titles`, Prisma.sql`SUM(s.titles) OVER ()`)} AS title_share,
          ${hoursOf(Prisma.sql`COALESCE(d.minutes, 0)`)} AS hours,
          ${ratio(Prisma.sql`COALESCE(d.minutes, 0)`, Prisma.sql`SUM(d.minutes) OVER ()`)} AS hours_share
        FROM supply AS s LEFT JOIN demand AS d ON d.genre = s.genre
        ORDER BY COALESCE(d.minutes, 0) DESC, s.genre COLLATE "C"`,
      GenreSupply,
    ),
  )
