import { Prisma } from '@streaming/db'
import { z } from 'zod'
import { answering } from '../answering.ts'
import { ratingGiven, searchText, words } from '../fields.ts'
import { contains, page, pageOf, pageParameters } from '../page.ts'
import { Id, optionalParameters, parameters, Rating } from '../schemas.ts'
import { procedure, router } from '../trpc.ts'
import {
  deleteReview,
  findReview,
  reviewColumns,
  reviewTables,
  updateReview,
  writeReview,
} from '../writes/reviews.ts'
import { changeable, patch } from './patch.ts'

const example = {
  content_id: '1',
  user_id: '1',
  title: 'Quiet Rooms',
  name: 'Mara Keller',
  rating: 8.5,
  review_text: 'Slow, and worth it.',
}
export const Review = z
  .object({
    content_id: Id,
    user_id: Id,
    title: z.string(),
    name: z.string().meta({ description: 'Of the user.' }),
    rating: Rating,
    review_text: z.string(),
  })
  .meta({ example })

const tag = 'Operations' as const
const key = { content_id: Id, user_id: Id }
const path = '/api/content/{content_id}/reviews/{user_id}'
const fields = { rating: ratingGiven, review_text: words('a review', 'Slow, and worth it.', 10_000) }
const listing = {
  select: Prisma.sql`SELECT ${reviewColumns} FROM ${reviewTables}`,
  row: Review,
  sorts: {
    content_id: { sql: Prisma.sql`r.content_id`, type: 'INT8' },
    title: { sql: Prisma.sql`c.title`, type: 'TEXT' },
    name: { sql: Prisma.sql`u.name`, type: 'TEXT' },
    rating: { sql: Prisma.sql`r.rating`, type: 'DECIMAL' },
  },
  key: {
    content_id: { sql: Prisma.sql`r.content_id`, type: 'INT8' },
    user_id: { sql: Prisma.sql`r.user_id`, type: 'INT8' },
  },
} as const

export const reviews = router({
  list: procedure
    .meta({
      method: 'GET',
      path: '/api/reviews',
      summary: 'Reviews',
      description:
        'Reviews by title id and user id, or as sort says: those whose text, title or user’s name contains the search text.',
      tag,
      access: 'own',
    })
    .input(
      optionalParameters({
        search: searchText('part of a review, a title or a name'),
        user_id: Id.optional(),
        content_id: Id.optional(),
        ...pageParameters(['content_id', 'title', 'name', 'rating'], 'asc'),
      }),
    )
    .query(
      answering(pageOf(Review, example), ({ ctx, input }) =>
        page(ctx.database.query, listing, input, [
          contains([Prisma.sql`r.review_text`, Prisma.sql`c.title`, Prisma.sql`u.name`], input.search),
          input.user_id === undefined ? undefined : Prisma.sql`r.user_id = ${input.user_id}::INT8`,
          input.content_id === undefined ? undefined : Prisma.sql`r.content_id = ${input.content_id}::INT8`,
        ]),
      ),
    ),
  get: procedure
    .meta({
      method: 'GET',
      path,
      summary: 'One review',
      description: 'What this user wrote of this title.',
      tag,
      access: 'own',
    })
    .input(parameters(key))
    .query(answering(Review, ({ ctx, input }) => findReview(ctx.database.query, input))),
  create: procedure
    .meta({
      method: 'POST',
      path: '/api/reviews',
      summary: 'Write a review',
      description: 'Writes a user’s review of a title, or replaces the one they wrote before.',
      tag,
      access: 'own-write',
    })
    .input(parameters({ ...key, ...fields }))
    .output(Review)
    .mutation(({ ctx, input: { content_id, user_id, ...review } }) =>
      writeReview(ctx, { content_id, user_id }, review),
    ),
  update: procedure
    .meta({
      method: 'PATCH',
      path,
      summary: 'Change a review',
      description: 'Changes the fields that are given.',
      tag,
      access: 'own-write',
    })
    .input(patch(key, { rating: changeable(fields.rating), review_text: changeable(fields.review_text) }))
    .output(Review)
    .mutation(({ ctx, input: { content_id, user_id, ...changes } }) =>
      updateReview(ctx, { content_id, user_id }, changes),
    ),
  delete: procedure
    .meta({
      method: 'DELETE',
      path,
      summary: 'Delete a review',
      description: 'Deletes a review and answers what it was.',
      tag,
      access: 'own-write',
    })
    .input(parameters(key))
    .output(Review)
    .mutation(({ ctx, input }) => deleteReview(ctx, input)),
})
