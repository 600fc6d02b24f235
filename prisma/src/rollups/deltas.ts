import { z } from 'zod'
import type { Query } from '../database/database.ts'
import { Prisma } from '../generated/client.ts'
import { insertDeltas } from './delta-tables.ts'
import { charged } from './facts.ts'

/**
 * What a write owes the rollups, in the write's own transaction: rows that are about to go or to change are
 * taken off before, rows that came or changed are added after. Deltas are only ever inserted, so that writers
 * of the same popular title or plan do not wait for each other.
 */

export type Sign = 1 | -1
const nothing = z.never()

/** The statement that adds deltas of `rows`: a table, CTE or query with the columns of watchhistory. */
export function watchDeltas(sign: Sign, rows: Prisma.Sql): Prisma.Sql {
  return insertDeltas(
    'watch',
    Prisma.sql`
      SELECT (w.watched_on AT TIME ZONE 'UTC')::DATE AS day, w.user_id, w.content_id, w.subscription_id,
        ${sign}::INT8 * COUNT(*) AS watches, ${sign}::INT8 * COUNT(CASE WHEN w.progress > 0 THEN 1 END) AS starters,
        ${sign}::INT8 * COUNT(CASE WHEN w.progress >= 90 THEN 1 END) AS completers,
        ${sign}::DECIMAL * SUM(w.progress) AS progress
      FROM ${rows} AS w
      GROUP BY 1, 2, 3, 4`,
  )
}

/** @param which predicate over `w`, rows of watchhistory */
export async function addWatchDeltas(query: Query, sign: Sign, which: Prisma.Sql): Promise<void> {
  await query(
    watchDeltas(
      sign,
      Prisma.sql`(SELECT w.user_id, w.content_id, w.subscription_id, w.watched_on, w.progress FROM watchhistory AS w WHERE ${which})`,
    ),
    nothing,
  )
}

/** @param which predicate over `p`, rows of paymenthistory */
export async function addPaymentDeltas(query: Query, sign: Sign, which: Prisma.Sql): Promise<void> {
  await query(
    insertDeltas(
      'payment',
      Prisma.sql`
        SELECT (p.payment_date AT TIME ZONE 'UTC')::DATE AS day, p.method, p.subscription_id,
          ${sign}::INT8 * COUNT(*) AS payments, ${sign}::DECIMAL * SUM(p.amount - p.refunded_amount) AS revenue
        FROM paymenthistory AS p WHERE ${charged} AND ${which}
        GROUP BY 1, 2, 3`,
    ),
    nothing,
  )
}

/** @param planId of the user who came to the plan or left it */
export async function addUserDelta(query: Query, sign: Sign, planId: string): Promise<void> {
  await query(
    insertDeltas('user', Prisma.sql`SELECT ${planId}::INT8 AS subscription_id, ${sign}::INT8 AS users`),
    nothing,
  )
}

/** @param which predicate over `r`, rows of reviews */
export async function addReviewDeltas(query: Query, sign: Sign, which: Prisma.Sql): Promise<void> {
  await query(
    insertDeltas(
      'review',
      Prisma.sql`
        SELECT r.content_id, ${sign}::INT8 * COUNT(*) AS reviews FROM reviews AS r WHERE ${which} GROUP BY 1`,
    ),
    nothing,
  )
}
