import { came, Prisma, type Query, watchDeltas } from '@streaming/db'
import { z } from 'zod'
import { idempotencyKey } from '../../procedure/fields/fields.ts'
import { Count, Id, InstantRow, Percent, parameters } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'
import { resolveReferences } from '../references.ts'
import { write } from '../write.ts'
import { refusePlanOfOthers, watchFields } from './watch-row.ts'

/** Rows of one batch: as many as one statement takes well. */
export const mostWatches = 5_000

const Item = parameters(watchFields)
type Item = z.output<typeof Item>
const expected = `expected a list of 1 to ${mostWatches} watches`

/** A batch is written whole or not at all; the audit trail has one entry for all of it. */
export const createBatch = procedure
  .meta({
    method: 'POST',
    status: 201,
    path: '/api/watch-history/batch',
    summary: 'Record many watches',
    description:
      'Records up to 5,000 watches, all or none. A row that does not fit is named by its index, counted from 0, such as items.17.progress.',
    tag: 'Operations',
    access: 'own-write',
  })
  .input(
    parameters({
      items: z.array(Item, expected).min(1, expected).max(mostWatches, expected),
      idempotency_key: idempotencyKey,
    }),
  )
  .output(z.object({ recorded: Count }).meta({ example: { recorded: 2 } }))
  .mutation(({ ctx, input: { idempotency_key, items } }) => {
    refusePlanOfOthers(ctx.actor, items)
    return write(
      ctx,
      'watchHistory.createBatch',
      async (transaction) => {
        const references = items.map((item, index) => ({ ...item, at: `items.${index}.` }))
        const plans = await resolveReferences(transaction, references)
        const after = await insertWatches(transaction.query, items, plans)
        return {
          answer: { recorded: after.length },
          entity: 'watchhistory',
          entity_id: `${after.length} new rows`,
          before: null,
          after,
        }
      },
      { idempotency_key, request: items },
    )
  })

const writtenWatch = z.object({
  user_id: Id,
  watch_id: Id,
  content_id: Id,
  subscription_id: Id,
  progress: Percent,
  watched_on: InstantRow,
})

/** One statement writes the watches and their deltas, each column as an array. */
function insertWatches(query: Query, items: readonly Item[], plans: readonly bigint[]) {
  const { watch, viewer } = watchDeltas(came(Prisma.sql`written`))
  return query(
    Prisma.sql`
      WITH written AS (
        INSERT INTO watchhistory (user_id, content_id, subscription_id, progress, watched_on)
        SELECT t.user_id, t.content_id, t.subscription_id, t.progress, COALESCE(t.watched_on, now())
        FROM unnest(
          ${items.map(({ user_id }) => user_id)}::INT8[], ${items.map(({ content_id }) => content_id)}::INT8[],
          ${plans.map(String)}::INT8[], ${items.map(({ progress }) => String(progress))}::DECIMAL[],
          ${items.map(({ watched_on }) => watched_on ?? null)}::TIMESTAMPTZ[]
        ) AS t(user_id, content_id, subscription_id, progress, watched_on)
        RETURNING user_id, watch_id, content_id, subscription_id, progress, watched_on
      ), counted AS (${watch} RETURNING delta_id), viewers AS (${viewer} RETURNING delta_id)
      SELECT user_id::TEXT AS user_id, watch_id::TEXT AS watch_id, content_id::TEXT AS content_id,
        subscription_id::TEXT AS subscription_id, progress, watched_on
      FROM written`,
    writtenWatch,
  )
}
