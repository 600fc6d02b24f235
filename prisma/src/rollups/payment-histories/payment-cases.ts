import { Prisma } from '../../generated/client.ts'
import { charged } from './charged.ts'

/** Longest that a failed charge may take to be made good, and longest between two failures of one case: services retry for about two weeks. */
export const recoveryTime = Prisma.sql`INTERVAL '14 days'`

/**
 * Payments with what came after them: a subquery `q` with the payments' columns and
 * - `is_charged`: whether money came in by it, also if it was given back later
 * - `next_charged_at`: when the user's next such payment was; null where there is none
 * - `starts_case`: whether it is the first failed one of a case. A case is a user's failed payments without a charged one between them,
 *   each within 14 days of the one before
 * - `last_case_at`: when the last case began of those between the last charged payment and the next, and up to the end of the month after
 *   the last one's, in which a customer is lost; null where there is none
 * @param payments whole histories of whichever users it holds: a table or subquery with the columns of paymenthistory
 */
export function paymentCases(payments: Prisma.Sql): Prisma.Sql {
  // In descending order a frame that only grows finds the next payment: a long history costs no more than its length.
  return Prisma.sql`(
    SELECT s.user_id, s.payment_id, s.subscription_id, s.amount, s.refunded_amount, s.status, s.method, s.payment_date,
      s.is_charged, s.next_charged_at, s.starts_case,
      MAX(CASE WHEN s.starts_case AND s.payment_date AT TIME ZONE 'UTC' < date_trunc('month', s.charged_at AT TIME ZONE 'UTC') + INTERVAL '2 months'
        THEN s.payment_date END) OVER (PARTITION BY s.user_id, s.charges) AS last_case_at
    FROM (
      SELECT c.user_id, c.payment_id, c.subscription_id, c.amount, c.refunded_amount, c.status, c.method, c.payment_date,
        c.is_charged, c.charges, c.next_charged_at,
        MAX(CASE WHEN c.is_charged THEN c.payment_date END) OVER (PARTITION BY c.user_id, c.charges) AS charged_at,
        c.status = 'failed' AND COALESCE(c.payment_date > LAG(c.payment_date) OVER (
          PARTITION BY c.user_id, c.charges, c.status = 'failed' ORDER BY c.payment_date, c.payment_id
        ) + ${recoveryTime}, TRUE) AS starts_case
      FROM (
        SELECT p.user_id, p.payment_id, p.subscription_id, p.amount, p.refunded_amount, p.status, p.method, p.payment_date,
          ${charged} AS is_charged,
          COUNT(CASE WHEN ${charged} THEN 1 END) OVER (
            PARTITION BY p.user_id ORDER BY p.payment_date, p.payment_id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
          ) AS charges,
          MIN(CASE WHEN ${charged} THEN p.payment_date END) OVER (
            PARTITION BY p.user_id ORDER BY p.payment_date DESC, p.payment_id DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
          ) AS next_charged_at
        FROM ${payments} AS p
      ) AS c
    ) AS s
  ) AS q`
}
