import { z } from 'zod'
import type { Query } from '../../database/database.ts'
import { Prisma } from '../../generated/client.ts'
import { type FactName, historyFactNames } from '../facts.ts'
import { charged } from '../payment-histories/charged.ts'
import { viewersCounted } from '../viewing/viewers.ts'
import { watchesCounted } from '../viewing/watches.ts'
import { insertDeltas } from './delta-tables.ts'
import { historyDeltas } from './history-deltas.ts'
import type { RowChange } from './row-change.ts'

/**
 * What a write owes the rollups, in the write's own transaction and as the last thing before its audit entry: everybody reads the
 * deltas, and a reader may wait for a transaction that has written some. Deltas are only ever inserted, so that writers of the same
 * popular title or plan do not wait for each other.
 */

const nothing = z.never()

/** The statements that add deltas of watches. Rows need user_id, content_id, subscription_id, watched_on and progress. */
export function watchDeltas(...changes: readonly RowChange[]): { watch: Prisma.Sql; viewer: Prisma.Sql } {
  return {
    watch: deltas(
      'watch',
      changes.map(({ sign, rows }) => watchesCounted(rows, sign)),
    ),
    viewer: viewerDeltas(changes, Prisma.sql`content`),
  }
}

/** @param titles with content_id and runtime_minutes, by which plays end */
export function viewerDeltas(changes: readonly RowChange[], titles: Prisma.Sql): Prisma.Sql {
  return deltas(
    'viewer',
    changes.map(({ sign, rows }) => viewersCounted(rows, titles, sign)),
  )
}

/** @param changes rows with user_id, content_id, subscription_id, watched_on and progress */
export async function addWatchDeltas(query: Query, ...changes: readonly RowChange[]): Promise<void> {
  const { watch, viewer } = watchDeltas(...changes)
  await query(watch, nothing)
  await query(viewer, nothing)
}

/** @param changes whole rows of paymenthistory, of payments that are already written or gone: what is told by all payments of a user is read from the table */
export async function addPaymentDeltas(query: Query, ...changes: readonly RowChange[]): Promise<void> {
  const counted = changes.map(
    ({ sign, rows }) => Prisma.sql`
        SELECT (p.payment_date AT TIME ZONE 'UTC')::DATE AS day, p.method, p.subscription_id,
          ${sign}::INT8 * COUNT(*) AS payments, ${sign}::DECIMAL * SUM(p.amount - p.refunded_amount) AS revenue
        FROM ${rows} AS p WHERE ${charged}
        GROUP BY 1, 2, 3`,
  )
  await query(deltas('payment', counted), nothing)
  for (const fact of historyFactNames) await query(historyDeltas(fact, changes), nothing)
}

/** @param changes rows with subscription_id: users who came to the plan or left it */
export async function addUserDeltas(query: Query, ...changes: readonly RowChange[]): Promise<void> {
  const counted = changes.map(
    ({ sign, rows }) => Prisma.sql`
        SELECT u.subscription_id, ${sign}::INT8 * COUNT(*) AS users FROM ${rows} AS u GROUP BY 1`,
  )
  await query(deltas('user', counted), nothing)
}

/** @param changes rows with content_id */
export async function addReviewDeltas(query: Query, ...changes: readonly RowChange[]): Promise<void> {
  const counted = changes.map(
    ({ sign, rows }) => Prisma.sql`
        SELECT r.content_id, ${sign}::INT8 * COUNT(*) AS reviews FROM ${rows} AS r GROUP BY 1`,
  )
  await query(deltas('review', counted), nothing)
}

function deltas(fact: FactName, counted: readonly Prisma.Sql[]): Prisma.Sql {
  return insertDeltas(fact, Prisma.join([...counted], ' UNION ALL '))
}
