import { addReviewDeltas, Prisma, type Query } from '@streaming/db'
import { z } from 'zod'
import { notFound } from '../errors.ts'
import { Id, Rating } from '../schemas.ts'
import { requireReferences } from './references.ts'
import { type Writer, write } from './write.ts'

/** Rules for reviews: one of each user for each title; writing again replaces it. */

export const ReviewRow = z.object({
  content_id: Id,
  user_id: Id,
  title: z.string(),
  name: z.string(),
  rating: Rating,
  review_text: z.string(),
})
export type ReviewRow = z.infer<typeof ReviewRow>

export const reviewColumns = Prisma.sql`
  r.content_id::TEXT AS content_id, r.user_id::TEXT AS user_id, c.title, u.name, r.rating, r.review_text`
export const reviewTables = Prisma.sql`
  reviews AS r JOIN content AS c ON c.content_id = r.content_id JOIN users AS u ON u.user_id = r.user_id`

export interface ReviewKey {
  content_id: string
  user_id: string
}

export interface ReviewFields {
  rating: number
  review_text: string
}

export function writeReview(writer: Writer, key: ReviewKey, fields: ReviewFields): Promise<ReviewRow> {
  return write(writer, 'reviews.create', async (query) => {
    await requireReferences(query, [key])
    return replace(query, key, await existing(query, key), fields)
  })
}

export function updateReview(
  writer: Writer,
  key: ReviewKey,
  fields: Partial<ReviewFields>,
): Promise<ReviewRow> {
  return write(writer, 'reviews.update', async (query) => {
    const before = await findReview(query, key)
    return replace(query, key, before, { ...before, ...fields })
  })
}

export function deleteReview(writer: Writer, key: ReviewKey): Promise<ReviewRow> {
  return write(writer, 'reviews.delete', async (query) => {
    const before = await findReview(query, key)
    await addReviewDeltas(query, -1, is(key))
    await query(
      Prisma.sql`DELETE FROM reviews WHERE content_id = ${key.content_id}::INT8 AND user_id = ${key.user_id}::INT8`,
      z.never(),
    )
    return { answer: before, entity: 'reviews', entity_id: idOf(before), before, after: null }
  })
}

export async function findReview(query: Query, key: ReviewKey): Promise<ReviewRow> {
  const review = await existing(query, key)
  if (review === null) throw notFound(`review of title ${key.content_id} by user ${key.user_id}`)
  return review
}

async function existing(query: Query, { content_id, user_id }: ReviewKey): Promise<ReviewRow | null> {
  const [review] = await query(
    Prisma.sql`
      SELECT ${reviewColumns} FROM ${reviewTables}
      WHERE r.content_id = ${content_id}::INT8 AND r.user_id = ${user_id}::INT8`,
    ReviewRow,
  )
  return review ?? null
}

async function replace(
  query: Query,
  key: ReviewKey,
  before: ReviewRow | null,
  { rating, review_text }: ReviewFields,
) {
  await query(
    Prisma.sql`
      INSERT INTO reviews (content_id, user_id, rating, review_text)
      VALUES (${key.content_id}::INT8, ${key.user_id}::INT8, ${rating}::DECIMAL(3, 1), ${review_text})
      ON CONFLICT (content_id, user_id) DO UPDATE SET rating = excluded.rating, review_text = excluded.review_text`,
    z.never(),
  )
  if (before === null) await addReviewDeltas(query, 1, is(key))
  const after = await findReview(query, key)
  return { answer: after, entity: 'reviews', entity_id: idOf(after), before, after }
}

function is({ content_id, user_id }: ReviewKey): Prisma.Sql {
  return Prisma.sql`r.content_id = ${content_id}::INT8 AND r.user_id = ${user_id}::INT8`
}

function idOf({ content_id, user_id }: ReviewKey): string {
  return `${content_id}/${user_id}`
}
