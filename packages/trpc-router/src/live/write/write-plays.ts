import { addWatchDeltas, came, Prisma, type Query, went } from '@streaming/db'
import { z } from 'zod'
import { Id, InstantRow, Percent } from '../../procedure/fields/schemas.ts'
import type { EventOf } from '../event.ts'
import type { Placed, Queued } from '../queued.ts'
import { type Taken, watchesOfPlays } from '../taken-events.ts'
import { idsOfRows } from './ids-of-rows.ts'

type Progress = Queued<'play_progressed' | 'play_ended'>

const Watch = z.object({
  user_id: Id,
  watch_id: Id,
  content_id: Id,
  subscription_id: Id,
  watched_on: InstantRow,
  progress: Percent,
})
type Watch = z.output<typeof Watch>

const columns = Prisma.sql`w.user_id::TEXT AS user_id, w.watch_id::TEXT AS watch_id, w.content_id::TEXT AS content_id,
  w.subscription_id::TEXT AS subscription_id, w.watched_on, w.progress`

/**
 * Adds plays that began, and moves progress on: the furthest counts, whatever the order.
 * @returns what was taken, and events of plays that have not begun yet
 */
export async function writePlays(
  query: Query,
  { starts, progress }: { starts: readonly Placed<'play_started'>[]; progress: readonly Progress[] },
): Promise<{ taken: Taken[]; waiting: EventOf<'play_progressed' | 'play_ended'>[] }> {
  if (starts.length + progress.length === 0) return { taken: [], waiting: [] }
  const furthest = new Map<string, number>()
  for (const { event } of progress)
    furthest.set(event.play_id, Math.max(event.progress, furthest.get(event.play_id) ?? 0))
  const begun = await insertPlays(query, starts, furthest)
  const others = [...furthest.keys()].filter((play) => !begun.has(play))
  const earlier = others.length === 0 ? new Map<string, never>() : await watchesOfPlays(query, others)
  await moveOn(
    query,
    [...earlier].map(([play, watch]) => ({ ...watch, progress: furthest.get(play) ?? 0 })),
  )
  const watches = new Map([...begun, ...earlier])
  const known = progress.filter(({ event }) => watches.has(event.play_id))
  return {
    taken: [
      ...starts.map(({ event, user_id }) => ({
        event,
        user_id,
        row_id: begun.get(event.event_id)?.watch_id,
      })),
      ...known.map(({ event }) => {
        const { user_id, watch_id } = watches.get(event.play_id) ?? {}
        return { event, user_id, row_id: watch_id }
      }),
    ],
    waiting: progress.filter(({ event }) => !watches.has(event.play_id)).map(({ event }) => event),
  }
}

/** @returns the new watches by the event of their start */
async function insertPlays(
  query: Query,
  starts: readonly Placed<'play_started'>[],
  furthest: ReadonlyMap<string, number>,
): Promise<Map<string, { user_id: string; watch_id: string }>> {
  if (starts.length === 0) return new Map()
  const rows = starts.map(({ event, user_id, subscription_id }) => ({
    event_id: event.event_id,
    user_id,
    content_id: event.content_id,
    subscription_id,
    watched_on: event.at,
    progress: Math.max(event.progress, furthest.get(event.event_id) ?? 0),
  }))
  const written = await query(
    Prisma.sql`
      INSERT INTO watchhistory AS w (user_id, content_id, subscription_id, watched_on, progress)
      SELECT t.user_id, t.content_id, t.subscription_id, t.watched_on, t.progress FROM ${asRows(rows)} AS t
      RETURNING ${columns}`,
    Watch,
  )
  await addWatchDeltas(query, came(asRows(rows)))
  const ids = idsOfRows(rows, written, keyOf, ({ watch_id }) => watch_id)
  return new Map(
    rows.map(({ event_id, user_id }, index) => [event_id, { user_id, watch_id: ids[index] ?? '' }]),
  )
}

/** Two watches with one key are alike in all but their ids. */
function keyOf({
  user_id,
  content_id,
  subscription_id,
  watched_on,
  progress,
}: Omit<Watch, 'watch_id'>): string {
  return [user_id, content_id, subscription_id, watched_on, progress].join(' ')
}

/** Where a watch was deleted meanwhile, or has come further, nothing changes. */
async function moveOn(
  query: Query,
  seen: readonly Pick<Watch, 'user_id' | 'watch_id' | 'progress'>[],
): Promise<void> {
  if (seen.length === 0) return
  const further = Prisma.sql`
    (SELECT * FROM unnest(
      ${seen.map(({ user_id }) => user_id)}::INT8[], ${seen.map(({ watch_id }) => watch_id)}::INT8[],
      ${seen.map(({ progress }) => String(progress))}::DECIMAL[]
    ) AS t(user_id, watch_id, progress))`
  const before = await query(
    Prisma.sql`
      SELECT ${columns} FROM ${further} AS s
      JOIN watchhistory AS w ON w.user_id = s.user_id AND w.watch_id = s.watch_id WHERE w.progress < s.progress`,
    Watch,
  )
  if (before.length === 0) return
  const after = await query(
    Prisma.sql`
      UPDATE watchhistory AS w SET progress = s.progress FROM ${further} AS s
      WHERE w.user_id = s.user_id AND w.watch_id = s.watch_id AND w.progress < s.progress
      RETURNING ${columns}`,
    Watch,
  )
  await addWatchDeltas(query, went(asRows(before)), came(asRows(after)))
}

/** As rows that deltas count. */
function asRows(watches: readonly Omit<Watch, 'watch_id'>[]): Prisma.Sql {
  return Prisma.sql`
    (SELECT t.user_id, t.content_id, t.subscription_id, t.watched_on, t.progress
    FROM unnest(
      ${watches.map(({ user_id }) => user_id)}::INT8[], ${watches.map(({ content_id }) => content_id)}::INT8[],
      ${watches.map(({ subscription_id }) => subscription_id)}::INT8[],
      ${watches.map(({ watched_on }) => watched_on)}::TIMESTAMPTZ[],
      ${watches.map(({ progress }) => String(progress))}::DECIMAL[]
    ) AS t(user_id, content_id, subscription_id, watched_on, progress))`
}
