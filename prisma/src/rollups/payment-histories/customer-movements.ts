import { Prisma } from '../../generated/client.ts'
import { paymentCases, recoveryTime } from './payment-cases.ts'

/** What somebody did in a month who was a customer in it or in the month before. */
export const movements = [
  /** Paid for the first time ever. */
  'new',
  /** Paid before, and not in the month before. */
  'reactivation',
  /** Paid more than in the month before. */
  'expansion',
  'contraction',
  'unchanged',
  /** Paid in the month before and not in this one. */
  'churn',
  /** The same, and their payments up to the end of this month end with a case of failed ones that was not made good within 14 days. */
  'involuntary_churn',
] as const
export type Movement = (typeof movements)[number]

/**
 * One row for each month that a user paid in, and one for each month after such a month in which they did not. A customer of a month is
 * a user with a charged payment in it; their MRR is the amount of their last one. Refunds change neither.
 * `subscription_id` is 0 where nothing was paid in the month, `previous_subscription_id` where nothing was in the month before;
 * `is_first_spell` says that they have paid in every month since their first one, but for a last one in which they left.
 * @param payments whole histories of whichever users it holds
 */
export function customerMovements(payments: Prisma.Sql): Prisma.Sql {
  const continues = Prisma.sql`c.previous_number = c.month_number - 1`
  return Prisma.sql`
    SELECT CASE WHEN e.is_end THEN (c.month::TIMESTAMP + INTERVAL '1 month')::DATE ELSE c.month END AS month, c.user_id,
      CASE WHEN e.is_end AND c.is_unpaid THEN 'involuntary_churn' WHEN e.is_end THEN 'churn'
        WHEN c.previous_number IS NULL THEN 'new' WHEN NOT (${continues}) THEN 'reactivation'
        WHEN c.amount > c.previous_amount THEN 'expansion' WHEN c.amount < c.previous_amount THEN 'contraction'
        ELSE 'unchanged' END AS movement,
      CASE WHEN e.is_end THEN c.subscription_id WHEN ${continues} THEN c.previous_plan ELSE 0 END::INT8 AS previous_subscription_id,
      CASE WHEN e.is_end THEN 0 ELSE c.subscription_id END::INT8 AS subscription_id,
      c.cohort, c.month_number - c.cohort_number = c.place - 1 AS is_first_spell,
      1::INT8 AS customers,
      CASE WHEN e.is_end THEN c.amount WHEN ${continues} THEN c.previous_amount ELSE 0 END::DECIMAL(18, 2) AS previous_mrr,
      CASE WHEN e.is_end THEN 0 ELSE c.amount END::DECIMAL(18, 2) AS mrr
    FROM (
      SELECT m.user_id, m.month, m.month_number, m.subscription_id, m.amount, m.is_unpaid,
        LAG(m.month_number) OVER months AS previous_number, LAG(m.amount) OVER months AS previous_amount,
        LAG(m.subscription_id) OVER months AS previous_plan, LEAD(m.month_number) OVER months AS next_number,
        ROW_NUMBER() OVER months AS place,
        MIN(m.month) OVER (PARTITION BY m.user_id) AS cohort, MIN(m.month_number) OVER (PARTITION BY m.user_id) AS cohort_number
      FROM (
        SELECT l.user_id, l.month, EXTRACT(YEAR FROM l.month)::INT8 * 12 + EXTRACT(MONTH FROM l.month)::INT8 AS month_number,
          l.subscription_id, l.amount, l.is_unpaid
        FROM (
          SELECT q.user_id, ${monthOf('q.payment_date')} AS month, q.subscription_id, q.amount,
            COALESCE(q.next_charged_at > q.last_case_at + ${recoveryTime}, q.last_case_at IS NOT NULL) AS is_unpaid
          FROM ${paymentCases(payments)}
          WHERE q.is_charged AND (q.next_charged_at IS NULL OR ${monthOf('q.next_charged_at')} <> ${monthOf('q.payment_date')})
        ) AS l
      ) AS m
      WINDOW months AS (PARTITION BY m.user_id ORDER BY m.month_number)
    ) AS c
    CROSS JOIN unnest(ARRAY[FALSE, TRUE]) AS e (is_end)
    WHERE NOT e.is_end OR c.next_number IS NULL OR c.next_number > c.month_number + 1`
}

function monthOf(instant: 'q.payment_date' | 'q.next_charged_at'): Prisma.Sql {
  return Prisma.sql`date_trunc('month', ${Prisma.raw(instant)} AT TIME ZONE 'UTC')::DATE`
}
