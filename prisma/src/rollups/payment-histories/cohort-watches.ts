import { Prisma } from '../../generated/client.ts'
import { charged } from './charged.ts'

/** First day of the month of a payment `p`, UTC. */
const paidMonth = Prisma.sql`date_trunc('month', p.payment_date AT TIME ZONE 'UTC')::DATE`

/**
 * What users watched in each month, with the cohort they are of: the month of their first charged payment ever. Who never paid is of none.
 * @param payments whole histories of whichever users it holds
 * @param userMonths with user_id, month, watches and minutes; what rollups hold when left out
 */
export function cohortWatches(payments: Prisma.Sql, userMonths = Prisma.sql`user_months`): Prisma.Sql {
  return Prisma.sql`
    SELECT h.user_id, h.cohort, m.month, m.watches, m.minutes
    FROM (SELECT p.user_id, MIN(${paidMonth}) AS cohort FROM ${payments} AS p WHERE ${charged} GROUP BY p.user_id) AS h
    JOIN ${userMonths} AS m ON m.user_id = h.user_id`
}

/** What users watched in each month, counted from the watches themselves. */
export const userMonthsCounted = Prisma.sql`(
  SELECT w.user_id, date_trunc('month', w.watched_on AT TIME ZONE 'UTC')::DATE AS month, COUNT(*)::INT8 AS watches,
    SUM(w.progress * COALESCE(c.runtime_minutes, 0)::DECIMAL * 0.01)::DECIMAL(18, 4) AS minutes
  FROM watchhistory AS w JOIN content AS c ON c.content_id = w.content_id
  GROUP BY 1, 2)`

/** A join of `k`: the cohort that the user of a row `f` is of now; null for who never paid. */
export const cohortOfUser = Prisma.sql`
  CROSS JOIN LATERAL (
    SELECT MIN(${paidMonth}) AS cohort FROM paymenthistory AS p WHERE p.user_id = f.user_id AND ${charged}
  ) AS k`
