import { addReviewDeltas, came, Prisma, type Transaction, went } from '@streaming/db'
import { z } from 'zod'
import { notFound } from '../procedure/errors.ts'
import { reviewText, searchText } from '../procedure/fields/fields.ts'
import { ratingGiven } from '../procedure/fields/number-fields.ts'
import { Id, optionalParameters, parameters, Rating } from '../procedure/fields/schemas.ts'
import { page, pageOf, pageParameters } from '../procedure/list/page.ts'
import { sortColumns } from '../procedure/list/sort-column.ts'
import { containsInAnyCase } from '../procedure/list/text-filter.ts'
import { changeable, patch } from '../procedure/patch.ts'
import { procedure, router } from '../procedure/trpc.ts'
import { resolveReference } from './references.ts'
import { write } from './write.ts'

/** Reviews: one of each user for each title; writing again replaces it. */

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
type Review = z.output<typeof Review>
type ReviewKey = Pick<Review, 'content_id' | 'user_id'>

const columns = {
  content_id: true,
  user_id: true,
  rating: true,
  review_text: true,
  title: { select: { title: true } },
  user: { select: { name: true } },
} as const satisfies Prisma.ReviewSelect

const by = sortColumns<Prisma.ReviewWhereInput, Prisma.ReviewOrderByWithRelationInput>()
const content_id = by.id(<T>(is: T) => ({ content_id: is }))
const listing = {
  sorts: {
    content_id,
    title: by.text(<T>(is: T) => ({ title: { title: is } })),
    name: by.text(<T>(is: T) => ({ user: { name: is } })),
    rating: by.decimal(<T>(is: T) => ({ rating: is })),
  },
  key: { content_id, user_id: by.id(<T>(is: T) => ({ user_id: is })) },
}

const key = { content_id: Id, user_id: Id }
const path = '/api/content/{content_id}/reviews/{user_id}'
const fields = { rating: ratingGiven, review_text: reviewText }
const own = { method: 'GET', tag: 'Operations', access: 'own' } as const
const ownWrite = { tag: 'Operations', access: 'own-write' } as const

export const reviews = router({
  list: procedure
    .meta({
      ...own,
      path: '/api/reviews',
      summary: 'Reviews',
      description:
        'Reviews by title id and user id, or as sort says: those whose text, title or user’s name contains the search text.',
      csv: true,
    })
    .input(
      optionalParameters({
        search: searchText('part of a review, a title or a name'),
        user_id: Id.optional(),
        content_id: Id.optional(),
        ...pageParameters(['content_id', 'title', 'name', 'rating'], 'asc'),
      }),
    )
    .output(pageOf(Review, example))
    .query(({ ctx, input }) =>
      page(
        listing,
        input,
        [
          matching(input.search),
          input.user_id === undefined ? undefined : { user_id: BigInt(input.user_id) },
          input.content_id === undefined ? undefined : { content_id: BigInt(input.content_id) },
        ],
        async (query) =>
          (await ctx.database.prisma.review.findMany({ ...query, select: columns })).map(reviewOf),
      ),
    ),
  get: procedure
    .meta({ ...own, path, summary: 'One review', description: 'What this user wrote of this title.' })
    .input(parameters(key))
    .output(Review)
    .query(({ ctx, input }) => findReview(ctx.database, input)),
  create: procedure
    .meta({
      ...ownWrite,
      method: 'POST',
      path: '/api/reviews',
      summary: 'Write a review',
      description: 'Writes a user’s review of a title, or replaces the one they wrote before.',
    })
    .input(parameters({ ...key, ...fields }))
    .output(Review)
    .mutation(({ ctx, input }) =>
      write(ctx, 'reviews.create', async (transaction) => {
        const { prisma, query } = transaction
        await resolveReference(transaction, input)
        const where = whereKey(input)
        const before = await prisma.review.findUnique({ where, select: columns })
        const data = { rating: input.rating, review_text: input.review_text, written_at: new Date() }
        const create = { ...where.content_id_user_id, ...data }
        const after = await prisma.review.upsert({ where, create, update: data, select: columns })
        if (before === null) await addReviewDeltas(query, came(asRows(input)))
        return changeOf(before && reviewOf(before), reviewOf(after))
      }),
    ),
  update: procedure
    .meta({
      ...ownWrite,
      method: 'PATCH',
      path,
      summary: 'Change a review',
      description: 'Changes the fields that are given.',
    })
    .input(patch(key, { rating: changeable(fields.rating), review_text: changeable(fields.review_text) }))
    .output(Review)
    .mutation(({ ctx, input: { content_id, user_id, ...data } }) =>
      write(ctx, 'reviews.update', async (transaction) => {
        const before = await findReview(transaction, { content_id, user_id })
        const change = { where: whereKey(before), data: { ...data, written_at: new Date() }, select: columns }
        return changeOf(before, reviewOf(await transaction.prisma.review.update(change)))
      }),
    ),
  delete: procedure
    .meta({
      ...ownWrite,
      method: 'DELETE',
      path,
      summary: 'Delete a review',
      description: 'Deletes a review and answers what it was.',
    })
    .input(parameters(key))
    .output(Review)
    .mutation(({ ctx, input }) =>
      write(ctx, 'reviews.delete', async (transaction) => {
        const before = await findReview(transaction, input)
        await transaction.prisma.review.delete({ where: whereKey(input), select: { user_id: true } })
        await addReviewDeltas(transaction.query, went(asRows(input)))
        return { ...changeOf(before, before), after: null }
      }),
    ),
})

async function findReview({ prisma }: Pick<Transaction, 'prisma'>, key: ReviewKey): Promise<Review> {
  const review = await prisma.review.findUnique({ where: whereKey(key), select: columns })
  if (review === null) throw notFound(`review of title ${key.content_id} by user ${key.user_id}`)
  return reviewOf(review)
}

function matching(text: string | undefined): Prisma.ReviewWhereInput | undefined {
  if (!text) return undefined
  const part = containsInAnyCase(text)
  return { OR: [{ review_text: part }, { title: { title: part } }, { user: { name: part } }] }
}

function whereKey({ content_id, user_id }: ReviewKey) {
  return { content_id_user_id: { content_id: BigInt(content_id), user_id: BigInt(user_id) } }
}

/** One review as rows that deltas count. */
function asRows({ content_id }: ReviewKey): Prisma.Sql {
  return Prisma.sql`(SELECT ${content_id}::INT8 AS content_id)`
}

function reviewOf({ title, user, ...review }: Prisma.ReviewGetPayload<{ select: typeof columns }>): Review {
  return {
    content_id: String(review.content_id),
    user_id: String(review.user_id),
    title: title.title,
    name: user.name,
    rating: review.rating.toNumber(),
    review_text: review.review_text,
  }
}

function changeOf(before: Review | null, after: Review) {
  const entity_id = `${after.content_id}/${after.user_id}`
  return { answer: after, entity: 'reviews', entity_id, before, after }
}
