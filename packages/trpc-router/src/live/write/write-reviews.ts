import { addReviewDeltas, came, Prisma, type Query } from '@streaming/db'
import { z } from 'zod'
import { Id, InstantRow, Rating } from '../../procedure/fields/schemas.ts'
import type { EventOf } from '../event.ts'
import type { Placed } from '../queued.ts'
import type { Taken } from '../taken-events.ts'
import { latestOf } from './latest-of.ts'

const known = z.object({
  content_id: Id,
  user_id: Id,
  written_at: InstantRow.nullable(),
  rating: Rating,
  review_text: z.string(),
})

/** Writes reviews: of those of one user for one title the latest counts; of two of one instant the one with the better rating. */
export async function writeReviews(
  query: Query,
  reviews: readonly Placed<'review_written'>[],
): Promise<Taken[]> {
  if (reviews.length === 0) return []
  const latest = latestOf(reviews, keyOf, byRating)
  const of = <Value>(value: (review: Placed<'review_written'>) => Value) => [...latest.values()].map(value)
  const asked = Prisma.sql`unnest(
    ${of(({ event }) => event.content_id)}::INT8[], ${of(({ user_id }) => user_id)}::INT8[]) AS t(content_id, user_id)`
  const before = await query(
    Prisma.sql`
      SELECT r.content_id::TEXT AS content_id, r.user_id::TEXT AS user_id, r.written_at, r.rating, r.review_text
      FROM ${asked} JOIN reviews AS r ON r.content_id = t.content_id AND r.user_id = t.user_id`,
    known,
  )
  for (const { content_id, user_id, written_at, ...words } of before) {
    const key = `${user_id} ${content_id}`
    const event = latest.get(key)?.event
    if (event === undefined || written_at === null) continue
    if (event.at < written_at || (event.at === written_at && byRating(event, words) <= 0)) latest.delete(key)
  }
  await query(
    Prisma.sql`
      INSERT INTO reviews (content_id, user_id, rating, review_text, written_at)
      SELECT t.content_id, t.user_id, t.rating, t.review_text, t.written_at
      FROM unnest(
        ${of(({ event }) => event.content_id)}::INT8[], ${of(({ user_id }) => user_id)}::INT8[],
        ${of(({ event }) => String(event.rating))}::DECIMAL[], ${of(({ event }) => event.review_text)}::TEXT[],
        ${of(({ event }) => event.at)}::TIMESTAMPTZ[]
      ) AS t(content_id, user_id, rating, review_text, written_at)
      ON CONFLICT (content_id, user_id) DO UPDATE
      SET rating = excluded.rating, review_text = excluded.review_text, written_at = excluded.written_at`,
    z.never(),
  )
  const there = new Set(before.map(({ user_id, content_id }) => `${user_id} ${content_id}`))
  const titles = of((review) => review).flatMap((review) =>
    there.has(keyOf(review)) ? [] : [review.event.content_id],
  )
  if (titles.length > 0)
    await addReviewDeltas(
      query,
      came(Prisma.sql`(SELECT t.content_id FROM unnest(${titles}::INT8[]) AS t(content_id))`),
    )
  return reviews.map(({ event, user_id }) => ({ event, user_id, row_id: event.content_id }))
}

function keyOf({ event, user_id }: Placed<'review_written'>): string {
  return `${user_id} ${event.content_id}`
}

type Words = Pick<EventOf<'review_written'>, 'rating' | 'review_text'>

function byRating(a: Words, b: Words): number {
  return a.rating - b.rating || (a.review_text < b.review_text ? -1 : 1)
}
