import { z } from 'zod'
import type { Query } from '../database/database.ts'
import { Prisma } from '../generated/client.ts'
import { activeUserGrains, addActiveUserChanges } from './active-users.ts'
import { type FactName, facts } from './facts.ts'
import { addTo, factOf, type RollupName, rollupNames, rollups, summed } from './rollups.ts'

const nothing = z.never()

/** Which facts have deltas that no rollup holds. */
export async function pendingFacts(query: Query): Promise<FactName[]> {
  const names = Object.keys(facts) as FactName[] // the keys of a record that names them all
  const [row] = await query(
    Prisma.sql`SELECT ${Prisma.join(
      names.map(
        (name) => Prisma.sql`EXISTS (SELECT 1 FROM ${facts[name].deltas}) AS ${Prisma.raw(`"${name}"`)}`,
      ),
    )}`,
    z.record(z.string(), z.boolean()),
  )
  return names.filter((name) => row?.[name])
}

/**
 * Puts what the deltas say into the rollups and takes the deltas away, in the caller's transaction. Sums over
 * rollups and deltas are the same before and after; the sums over rollups alone are now the whole.
 */
export async function foldDeltas(query: Query): Promise<void> {
  const pending = new Set(await pendingFacts(query))
  for (const name of rollupNames) {
    if (pending.has(rollups[name].fact)) await query(addTo(name, summed(name, factOf(name).deltas)), nothing)
  }
  if (pending.has('watch')) {
    for (const grain of activeUserGrains) await query(addActiveUserChanges(grain), nothing)
  }
  for (const name of pending) await query(Prisma.sql`DELETE FROM ${facts[name].deltas}`, nothing)
}

/**
 * For a title whose genre or content type changes: moves what was summed under its words so far. Must be called
 * before the title's row is changed or deleted, since deltas take its words from there.
 * @param to its words from now on
 */
export async function moveTitle(
  query: Query,
  contentId: string,
  from: { genre: string; content_type: string },
  to: { genre: string; content_type: string },
): Promise<void> {
  await foldDeltas(query)
  for (const [titles, genres] of [
    ['watch_title_days', 'watch_genre_days'],
    ['watch_title_months', 'watch_genre_months'],
  ] as const) {
    await query(addTo(genres, ofTitle(titles, contentId, from, -1)), nothing)
    await query(addTo(genres, ofTitle(titles, contentId, to, 1)), nothing)
  }
}

function ofTitle(
  titles: 'watch_title_days' | 'watch_title_months',
  contentId: string,
  { genre, content_type }: { genre: string; content_type: string },
  sign: 1 | -1,
): Prisma.Sql {
  const bucket: Record<typeof titles & RollupName, string> = {
    watch_title_days: 'day',
    watch_title_months: 'month',
  }
  const measures = factOf(titles).measures.map((measure) => `${sign} * ${measure}`)
  return Prisma.sql`
    SELECT ${Prisma.raw(bucket[titles])}, ${genre}::TEXT, ${content_type}::TEXT, subscription_id, ${Prisma.raw(measures.join(', '))}
    FROM ${Prisma.raw(titles)} WHERE content_id = ${contentId}::INT8`
}
