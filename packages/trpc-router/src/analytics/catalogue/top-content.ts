import { limitKnownToPlanner, Prisma, rollupRows } from '@streaming/db'
import { z } from 'zod'
import { contentType, genre, limit } from '../../procedure/fields/filters.ts'
import { Count, Id, optionalParameters, Rating } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'
import { ofWords, where } from '../where.ts'

/** Which titles are rated best? A title that nobody reviewed has a review_count of 0. */
export const TopTitle = z
  .object({
    content_id: Id,
    title: z.string(),
    genre: z.string(),
    content_type: z.string(),
    release_year: z.coerce.number().int(),
    rating: Rating,
    review_count: Count,
  })
  .meta({
    example: {
      content_id: '12',
      title: 'Quiet Rooms',
      genre: 'Drama',
      content_type: 'Series',
      release_year: 2021,
      rating: 9.4,
      review_count: 3,
    },
  })

export const topContent = procedure
  .meta({
    method: 'GET',
    path: '/api/top-content',
    summary: 'Top-rated titles',
    description:
      'Titles by their editorial rating (0 to 10) descending, then title, with the number of reviews by users.',
    tag: 'Analytics',
    access: 'reports',
    csv: true,
  })
  .input(optionalParameters({ genre, content_type: contentType, limit: limit(10) }))
  .output(z.array(TopTitle))
  .query(({ ctx, input }) =>
    ctx.analytics.prepared(
      Prisma.sql`
          SELECT c.content_id::TEXT AS content_id, c.title, c.genre, c.content_type, c.release_year, c.rating,
            (SELECT COALESCE(SUM(r.reviews), 0) FROM ${rollupRows('title_reviews')} AS r
              WHERE r.content_id = c.content_id)::INT8 AS review_count
          FROM (
            SELECT c.content_id, c.title, c.genre, c.content_type, c.release_year, c.rating FROM content AS c
            ${where(ofWords(input))} ${bestFirst} LIMIT ${limitKnownToPlanner(input.limit)}) AS c
          ${bestFirst}
          LIMIT ${input.limit}::INT8`,
      TopTitle,
    ),
  )

const bestFirst = Prisma.sql`ORDER BY c.rating DESC, c.title COLLATE "C", c.content_id`
