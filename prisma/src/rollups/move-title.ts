import { z } from 'zod'
import type { Query } from '../database/database.ts'
import { Prisma } from '../generated/client.ts'
import { addTo, factOf } from './rollups.ts'

const nothing = z.never()

interface Words {
  genre: string
  content_type: string
}

/**
 * For a title whose genre or content type changes, or that goes: moves what was summed under its words so far, in the transaction of
 * that change. What is not folded yet takes its words from the title's row, as it is when it is folded or read.
 * @param to its words from now on; undefined for a title that goes
 */
export async function moveTitle(
  query: Query,
  contentId: string,
  from: Words,
  to: Words | undefined,
): Promise<void> {
  for (const [titles, genres] of [
    ['watch_title_days', 'watch_genre_days'],
    ['watch_title_months', 'watch_genre_months'],
  ] as const) {
    await query(addTo(genres, ofTitle(titles, contentId, from, -1)), nothing)
    if (to !== undefined) await query(addTo(genres, ofTitle(titles, contentId, to, 1)), nothing)
  }
}

const buckets = { watch_title_days: 'day', watch_title_months: 'month' } as const

function ofTitle(
  titles: keyof typeof buckets,
  contentId: string,
  { genre, content_type }: Words,
  sign: 1 | -1,
): Prisma.Sql {
  const measures = factOf(titles).measures.map((measure) => `${sign} * ${measure}`)
  return Prisma.sql`
    SELECT ${Prisma.raw(buckets[titles])}, ${genre}::TEXT, ${content_type}::TEXT, subscription_id, ${Prisma.raw(measures.join(', '))}
    FROM ${Prisma.raw(titles)} WHERE content_id = ${contentId}::INT8`
}
