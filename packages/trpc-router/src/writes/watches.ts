import { addWatchDeltas, Prisma, type Query, watchDeltas } from '@streaming/db'
import { z } from 'zod'
import { notFound } from '../errors.ts'
import { Id, InstantRow, Percent } from '../schemas.ts'
import { requireReferences } from './references.ts'
import { type Idempotency, type Writer, write } from './write.ts'

/** Rules for watches: user and title exist; a batch is written whole or not at all. */

export const WatchRow = z.object({
  user_id: Id,
  watch_id: Id,
  content_id: Id,
  name: z.string(),
  title: z.string(),
  progress: Percent,
  watched_on: InstantRow,
})
export type WatchRow = z.output<typeof WatchRow>

export interface WatchFields {
  user_id: string
  content_id: string
  progress: number
  /** Now, if it is not given. */
  watched_on?: string | undefined
}

export const watchColumns = Prisma.sql`
  w.user_id::TEXT AS user_id, w.watch_id::TEXT AS watch_id, w.content_id::TEXT AS content_id, u.name, c.title,
  w.progress, w.watched_on`
export const watchTables = Prisma.sql`
  watchhistory AS w JOIN content AS c ON c.content_id = w.content_id JOIN users AS u ON u.user_id = w.user_id`

const writtenWatch = z.object({
  user_id: Id,
  watch_id: Id,
  content_id: Id,
  progress: Percent,
  watched_on: InstantRow,
})

export function recordWatch(
  writer: Writer,
  fields: WatchFields,
  idempotency: Idempotency,
): Promise<WatchRow> {
  return write(
    writer,
    'watchHistory.create',
    async (query) => {
      await requireReferences(query, [fields])
      const [key] = await insertWatches(query, [fields])
      const after = await findWatch(query, fields.user_id, key?.watch_id ?? '')
      return { answer: after, entity: 'watchhistory', entity_id: idOf(after), before: null, after }
    },
    idempotency,
  )
}

/** @param items at most 5,000: one statement. The audit trail has one entry for all of them. */
export function recordWatches(
  writer: Writer,
  items: readonly WatchFields[],
  idempotency: Idempotency,
): Promise<{ recorded: number }> {
  return write(
    writer,
    'watchHistory.createBatch',
    async (query) => {
      await requireReferences(
        query,
        items.map(({ user_id, content_id }, index) => ({ user_id, content_id, at: `items.${index}.` })),
      )
      const after = await insertWatches(query, items)
      const recorded = after.length
      const entity_id = `${recorded} new rows`
      return { answer: { recorded }, entity: 'watchhistory', entity_id, before: null, after }
    },
    idempotency,
  )
}

export function updateWatch(
  writer: Writer,
  userId: string,
  watchId: string,
  fields: { progress?: number; watched_on?: string },
): Promise<WatchRow> {
  return write(writer, 'watchHistory.update', async (query) => {
    const before = await findWatch(query, userId, watchId)
    const { progress, watched_on } = { ...before, ...fields }
    await addWatchDeltas(query, -1, is(userId, watchId))
    await query(
      Prisma.sql`
        UPDATE watchhistory SET progress = ${progress}::DECIMAL(5, 2), watched_on = ${watched_on}::TIMESTAMPTZ
        WHERE user_id = ${userId}::INT8 AND watch_id = ${watchId}::INT8`,
      z.never(),
    )
    await addWatchDeltas(query, 1, is(userId, watchId))
    const after = await findWatch(query, userId, watchId)
    return { answer: after, entity: 'watchhistory', entity_id: idOf(after), before, after }
  })
}

export function deleteWatch(writer: Writer, userId: string, watchId: string): Promise<WatchRow> {
  return write(writer, 'watchHistory.delete', async (query) => {
    const before = await findWatch(query, userId, watchId)
    await addWatchDeltas(query, -1, is(userId, watchId))
    await query(
      Prisma.sql`DELETE FROM watchhistory WHERE user_id = ${userId}::INT8 AND watch_id = ${watchId}::INT8`,
      z.never(),
    )
    return { answer: before, entity: 'watchhistory', entity_id: idOf(before), before, after: null }
  })
}

export async function findWatch(query: Query, userId: string, watchId: string): Promise<WatchRow> {
  const [watch] = await query(
    Prisma.sql`
      SELECT ${watchColumns} FROM ${watchTables}
      WHERE w.user_id = ${userId}::INT8 AND w.watch_id = ${watchId}::INT8`,
    WatchRow,
  )
  if (watch === undefined) throw notFound(`watch ${watchId} of user ${userId}`)
  return watch
}

function insertWatches(query: Query, items: readonly WatchFields[]) {
  return query(
    Prisma.sql`
      WITH written AS (
        INSERT INTO watchhistory (user_id, content_id, progress, watched_on)
        SELECT t.user_id, t.content_id, t.progress, COALESCE(t.watched_on, now())
        FROM unnest(
          ${items.map(({ user_id }) => user_id)}::INT8[], ${items.map(({ content_id }) => content_id)}::INT8[],
          ${items.map(({ progress }) => progress)}::DECIMAL[],
          ${items.map(({ watched_on }) => watched_on ?? null)}::TIMESTAMPTZ[]
        ) AS t(user_id, content_id, progress, watched_on)
        RETURNING user_id, watch_id, content_id, progress, watched_on
      ), counted AS (${watchDeltas(1, Prisma.sql`written`)} RETURNING delta_id)
      SELECT user_id::TEXT AS user_id, watch_id::TEXT AS watch_id, content_id::TEXT AS content_id, progress, watched_on
      FROM written`,
    writtenWatch,
  )
}

function is(userId: string, watchId: string): Prisma.Sql {
  return Prisma.sql`w.user_id = ${userId}::INT8 AND w.watch_id = ${watchId}::INT8`
}

function idOf({ user_id, watch_id }: { user_id: string; watch_id: string }): string {
  return `${user_id}/${watch_id}`
}
