import { Prisma } from '@streaming/db'

/** Answers about customers by SQL on the table of payments, as one would write it without sums kept beside it. Sessions are in UTC. */

export type RawCustomerQuestion =
  | 'recurringRevenue'
  | 'mrrMovements'
  | 'customerMovements'
  | 'customersByPlan'
  | 'customerChurn'
  | 'lifetimeValue'
  | 'cohortRetention'
  | 'failedCharges'
  | 'refunds'
  | 'trialConversion'

const isCharged = Prisma.sql`p.status <> 'failed' AND p.amount > 0`

/** What each customer paid last in each month, with their first month. */
const paid = Prisma.sql`
  paid AS (
    SELECT l.*, MIN(l.month) OVER (PARTITION BY l.user_id) AS cohort FROM (
      SELECT DISTINCT ON (p.user_id, date_trunc('month', p.payment_date))
        p.user_id, date_trunc('month', p.payment_date)::DATE AS month, p.amount, p.subscription_id, p.payment_date
      FROM paymenthistory AS p WHERE ${isCharged}
      ORDER BY p.user_id, date_trunc('month', p.payment_date), p.payment_date DESC, p.payment_id DESC
    ) AS l
  )`

/** Each customer's month beside the one before. */
const moves = Prisma.sql`
  moves AS (
    SELECT COALESCE(n.month, (b.month + INTERVAL '1 month')::DATE) AS month, n.user_id AS now, b.user_id AS before,
      n.amount, b.amount AS previous, n.month = n.cohort AS is_new, b.user_id AS left_user, b.payment_date AS last_paid
    FROM paid AS n FULL JOIN paid AS b ON b.user_id = n.user_id AND n.month = (b.month + INTERVAL '1 month')::DATE
  ),
  known AS (SELECT * FROM moves WHERE month <= (SELECT MAX(month) FROM paid))`

const rate = (numerator: string, denominator: string) =>
  Prisma.raw(`ROUND((${numerator})::DECIMAL / NULLIF(${denominator}, 0), 4)`)

const sum = (amount: string, which: string) =>
  Prisma.raw(`COALESCE(SUM(${amount}) FILTER (WHERE ${which}), 0)::DECIMAL(18, 2)`)

const count = (which: string) => Prisma.raw(`(COUNT(*) FILTER (WHERE ${which}))::INT8`)

export function rawCustomerAnswer(name: RawCustomerQuestion): Prisma.Sql {
  switch (name) {
    case 'recurringRevenue':
      return Prisma.sql`
        WITH ${paid}
        SELECT to_char(month, 'YYYY-MM') AS month, SUM(amount) AS mrr, 12 * SUM(amount) AS arr, COUNT(*)::INT8 AS customers,
          ROUND(SUM(amount) / COUNT(*), 2) AS arpu
        FROM paid GROUP BY paid.month ORDER BY paid.month`
    case 'mrrMovements':
      return Prisma.sql`
        WITH ${paid}, ${moves}
        SELECT s.*, 0 AS switched_in_mrr, 0 AS switched_out_mrr,
          ${rate('contraction_mrr + churned_mrr', 'start_mrr')} AS gross_churn_rate,
          ${rate('contraction_mrr + churned_mrr - expansion_mrr - reactivation_mrr', 'start_mrr')} AS net_churn_rate,
          ${rate('start_mrr + expansion_mrr - contraction_mrr - churned_mrr', 'start_mrr')} AS net_revenue_retention,
          ${rate('start_mrr - contraction_mrr - churned_mrr', 'start_mrr')} AS gross_revenue_retention,
          ${rate('new_mrr + reactivation_mrr + expansion_mrr', 'contraction_mrr + churned_mrr')} AS quick_ratio
        FROM (
          SELECT to_char(month, 'YYYY-MM') AS month, ${sum('previous', 'TRUE')} AS start_mrr,
            ${sum('amount', 'is_new')} AS new_mrr, ${sum('amount', 'before IS NULL AND NOT is_new')} AS reactivation_mrr,
            ${sum('amount - previous', 'amount > previous')} AS expansion_mrr,
            ${sum('previous - amount', 'amount < previous')} AS contraction_mrr,
            ${sum('previous', 'now IS NULL')} AS churned_mrr, ${sum('amount', 'TRUE')} AS end_mrr
          FROM known GROUP BY known.month
        ) AS s ORDER BY s.month`
    case 'customerMovements':
      return Prisma.sql`
        WITH ${paid}, ${moves},
        unpaid AS (
          SELECT k.left_user, k.month, EXISTS (
            SELECT 1 FROM paymenthistory AS f
            WHERE f.user_id = k.left_user AND f.status = 'failed' AND f.payment_date > k.last_paid
              AND f.payment_date < k.month + INTERVAL '1 month'
              AND NOT EXISTS (
                SELECT 1 FROM paymenthistory AS p WHERE p.user_id = f.user_id AND ${isCharged}
                  AND p.payment_date > k.last_paid AND p.payment_date <= f.payment_date + INTERVAL '14 days')
          ) AS is_unpaid
          FROM known AS k WHERE k.now IS NULL
        )
        SELECT to_char(k.month, 'YYYY-MM') AS month, ${count('k.before IS NOT NULL')} AS start_customers,
          ${count('k.is_new')} AS new_customers, ${count('k.before IS NULL AND NOT k.is_new')} AS reactivated_customers,
          ${count('k.now IS NULL')} AS churned_customers, ${count('u.is_unpaid')} AS involuntarily_churned_customers,
          0 AS switched_in_customers, 0 AS switched_out_customers, ${count('k.now IS NOT NULL')} AS end_customers
        FROM known AS k LEFT JOIN unpaid AS u ON k.now IS NULL AND u.left_user = k.left_user AND u.month = k.month
        GROUP BY k.month ORDER BY k.month`
    case 'customersByPlan':
      return Prisma.sql`
        WITH ${paid}
        SELECT to_char(month, 'YYYY-MM') AS month, s.name AS subscription, COUNT(*)::INT8 AS customers, SUM(amount) AS mrr
        FROM paid JOIN subscriptions AS s ON s.subscription_id = paid.subscription_id
        GROUP BY paid.month, s.name ORDER BY paid.month, customers DESC, s.name COLLATE "C"`
    case 'customerChurn':
      return Prisma.sql`
        WITH ${paid}, ${moves}
        SELECT to_char(month, 'YYYY-MM-DD') AS date, ${count('before IS NOT NULL')} AS at_risk_customers,
          ${count('now IS NULL')} AS churned_customers,
          ROUND(COUNT(*) FILTER (WHERE now IS NULL)::DECIMAL / NULLIF(COUNT(before), 0), 4) AS churn_rate
        FROM known GROUP BY known.month ORDER BY known.month`
    case 'lifetimeValue':
      return Prisma.sql`
        WITH ${paid}, ${moves},
        months AS (
          SELECT month, SUM(amount) / NULLIF(COUNT(now), 0) AS arpu,
            COUNT(*) FILTER (WHERE now IS NULL)::DECIMAL / NULLIF(COUNT(before), 0) AS churn
          FROM known GROUP BY month
        )
        SELECT to_char(m.month, 'YYYY-MM') AS month, ROUND(m.arpu, 2) AS arpu, ROUND(b.churn, 4) AS churn_rate,
          ROUND(m.arpu / NULLIF(b.churn, 0), 2) AS lifetime_value
        FROM months AS m LEFT JOIN LATERAL (
          SELECT AVG(e.churn) AS churn FROM months AS e
          WHERE e.month < m.month AND e.month >= m.month - INTERVAL '6 months'
        ) AS b ON TRUE ORDER BY m.month`
    case 'cohortRetention':
      return Prisma.sql`
        WITH ${paid},
        cells AS (SELECT cohort, month, COUNT(*)::INT8 AS customers, SUM(amount) AS mrr FROM paid GROUP BY cohort, month),
        members AS (SELECT DISTINCT user_id, cohort FROM paid),
        hours AS (
          SELECT m.cohort, date_trunc('month', w.watched_on)::DATE AS month, SUM(w.progress * COALESCE(t.runtime_minutes, 0) / 100) AS minutes
          FROM members AS m JOIN watchhistory AS w ON w.user_id = m.user_id JOIN content AS t ON t.content_id = w.content_id
          GROUP BY 1, 2
        )
        SELECT to_char(c.cohort, 'YYYY-MM') AS cohort,
          (EXTRACT(YEAR FROM age(c.month, c.cohort)) * 12 + EXTRACT(MONTH FROM age(c.month, c.cohort)))::INT8 AS months,
          c.customers, c.mrr, ROUND(COALESCE(h.minutes, 0) / 60, 2) AS hours, ROUND(c.customers::DECIMAL / f.customers, 4) AS customer_retention,
          ROUND(c.mrr / f.mrr, 4) AS mrr_retention, ROUND(COALESCE(h.minutes, 0) / NULLIF(g.minutes, 0), 4) AS hours_retention
        FROM cells AS c JOIN cells AS f ON f.cohort = c.cohort AND f.month = c.cohort
        LEFT JOIN hours AS h ON h.cohort = c.cohort AND h.month = c.month
        LEFT JOIN hours AS g ON g.cohort = c.cohort AND g.month = c.cohort ORDER BY c.cohort, c.month`
    case 'failedCharges':
      return Prisma.sql`
        WITH failed AS (
          SELECT f.*, NOT EXISTS (
              SELECT 1 FROM paymenthistory AS b
              WHERE b.user_id = f.user_id AND b.status = 'failed' AND b.payment_date >= f.payment_date - INTERVAL '14 days'
                AND (b.payment_date, b.payment_id) < (f.payment_date, f.payment_id)
                AND NOT EXISTS (
                  SELECT 1 FROM paymenthistory AS p WHERE p.user_id = f.user_id AND ${isCharged}
                    AND p.payment_date > b.payment_date AND p.payment_date < f.payment_date)
            ) AS is_first,
            EXISTS (
              SELECT 1 FROM paymenthistory AS p WHERE p.user_id = f.user_id AND ${isCharged}
                AND p.payment_date > f.payment_date AND p.payment_date <= f.payment_date + INTERVAL '14 days'
            ) AS is_recovered
          FROM paymenthistory AS f WHERE f.status = 'failed'
        )
        SELECT to_char(date_trunc('month', payment_date), 'YYYY-MM-DD') AS date, COUNT(*)::INT8 AS failed_charges,
          ${count('is_first')} AS failure_cases, ${count('is_first AND is_recovered')} AS recovered_cases,
          ROUND(COUNT(*) FILTER (WHERE is_first AND is_recovered)::DECIMAL / NULLIF(COUNT(*) FILTER (WHERE is_first), 0), 4) AS recovery_rate
        FROM failed GROUP BY 1 ORDER BY 1`
    case 'refunds':
      return Prisma.sql`
        SELECT to_char(date_trunc('month', payment_date), 'YYYY-MM-DD') AS date, COUNT(*)::INT8 AS refunds,
          SUM(refunded_amount) AS refunded
        FROM paymenthistory WHERE refunded_amount > 0 GROUP BY 1 ORDER BY 1`
    case 'trialConversion':
      return Prisma.sql`
        SELECT to_char(date_trunc('month', t.payment_date), 'YYYY-MM-DD') AS date, COUNT(*)::INT8 AS trials,
          ${count('t.is_converted')} AS converted_trials,
          ROUND(COUNT(*) FILTER (WHERE t.is_converted)::DECIMAL / COUNT(*), 4) AS conversion_rate
        FROM (
          SELECT t.payment_date, EXISTS (
            SELECT 1 FROM paymenthistory AS p WHERE p.user_id = t.user_id AND ${isCharged} AND p.payment_date > t.payment_date
          ) AS is_converted
          FROM paymenthistory AS t WHERE t.status <> 'failed' AND t.amount = 0
        ) AS t GROUP BY 1 ORDER BY 1`
  }
}
