import { Prisma, type Query } from '@streaming/db'
import { z } from 'zod'
import { Id } from '../procedure/fields/schemas.ts'
import { Event } from './event.ts'
import type { Queued } from './queued.ts'

/** What an event made or changed. */
export interface Taken {
  event: Event
  user_id?: string | undefined
  /** Of the watch, the payment or the title that is reviewed. */
  row_id?: string | undefined
}

/** What an event waits for. */
export const waitsFor = {
  user: (email: string) => `user ${email}`,
  play: (event_id: string) => `play ${event_id}`,
}

const nothing = z.never()

/** Which of these events were taken before. */
export async function takenBefore(query: Query, ids: readonly string[]): Promise<Set<string>> {
  const rows = await query(
    Prisma.sql`SELECT e.event_id FROM events AS e WHERE e.event_id = ANY(${ids}::TEXT[])`,
    z.object({ event_id: z.string() }),
  )
  return new Set(rows.map(({ event_id }) => event_id))
}

/** The watches of plays whose start was taken, by the id of that event. */
export async function watchesOfPlays(query: Query, plays: readonly string[]) {
  const rows = await query(
    Prisma.sql`
      SELECT e.event_id, e.user_id::TEXT AS user_id, e.row_id::TEXT AS watch_id FROM events AS e
      WHERE e.event_id = ANY(${plays}::TEXT[]) AND e.kind = 'play_started' AND e.row_id IS NOT NULL`,
    z.object({ event_id: z.string(), user_id: Id, watch_id: Id }),
  )
  return new Map(rows.map(({ event_id, ...watch }) => [event_id, watch]))
}

/** Takes what waited for these out of those who wait. */
export async function released(query: Query, awaited: readonly string[]): Promise<Queued[]> {
  if (awaited.length === 0) return []
  const rows = await query(
    Prisma.sql`DELETE FROM waiting_events WHERE waits_for = ANY(${awaited}::TEXT[]) RETURNING event_json`,
    z.object({ event_json: z.string() }),
  )
  return rows.map(({ event_json }) => ({ event: Event.parse(JSON.parse(event_json)), at: undefined }))
}

export async function addWaiting(query: Query, waiting: ReadonlyMap<Event, string>): Promise<void> {
  if (waiting.size === 0) return
  await query(
    Prisma.sql`
      INSERT INTO waiting_events (event_id, waits_for, event_json)
      SELECT t.event_id, t.waits_for, t.event_json
      FROM unnest(
        ${[...waiting.keys()].map(({ event_id }) => event_id)}::TEXT[], ${[...waiting.values()]}::TEXT[],
        ${[...waiting.keys()].map((event) => JSON.stringify(event))}::TEXT[]
      ) AS t(event_id, waits_for, event_json)`,
    nothing,
  )
}

/** Of two requests with one event that are written at once, the second is run again and finds it taken. */
export async function addTaken(query: Query, taken: readonly Taken[]): Promise<void> {
  if (taken.length === 0) return
  await query(
    Prisma.sql`
      INSERT INTO events (event_id, kind, happened_at, user_id, row_id)
      SELECT t.event_id, t.kind, t.happened_at, t.user_id, t.row_id
      FROM unnest(
        ${taken.map(({ event }) => event.event_id)}::TEXT[], ${taken.map(({ event }) => event.kind)}::TEXT[],
        ${taken.map(({ event }) => event.at)}::TIMESTAMPTZ[], ${taken.map(({ user_id }) => user_id ?? null)}::INT8[],
        ${taken.map(({ row_id }) => row_id ?? null)}::INT8[]
      ) AS t(event_id, kind, happened_at, user_id, row_id)
      ON CONFLICT (event_id) DO UPDATE SET user_id = excluded.user_id, row_id = excluded.row_id`,
    nothing,
  )
}
