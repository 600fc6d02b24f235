import { keyRanges, Prisma, type Query } from '@streaming/db'
import { z } from 'zod'

/** Rows a statement deletes: what a database that keeps every version of a row digests at once. */
const deletedAtOnce = 10_000

/** Nothing refers to these, and they are the large ones. */
const leaves = [
  'reviews',
  'watchhistory',
  'paymenthistory',
  'idempotency_keys',
  'events',
  'waiting_events',
  'title_neighbours',
  'recommendation_models',
]

/** Those that others refer to, with their keys: members' sessions and keys go with their users. */
const referredTo = { users: 'user_id', content: 'content_id', subscriptions: 'subscription_id' }

const nothing = z.never()

/**
 * Empties the tables of the service. Operators, their keys and the audit trail stay. Sums, and
 * the word on what the tables hold, are the caller's.
 * @param allowed asked before each statement, where each stands on its own
 */
export async function clearService(
  query: Query,
  allowed: () => Promise<void> = async () => {},
): Promise<void> {
  await allowed()
  await query(Prisma.sql`TRUNCATE TABLE ${Prisma.raw(leaves.join(', '))}`, nothing)
  for (const [table, key] of Object.entries(referredTo)) {
    const column = Prisma.raw(key)
    for await (const { after, to } of keyRanges(query, table, key, deletedAtOnce)) {
      await allowed()
      await query(
        Prisma.sql`DELETE FROM ${Prisma.raw(table)} WHERE ${column} > ${after}::INT8 AND ${column} <= ${to}::INT8`,
        nothing,
      )
    }
  }
}
