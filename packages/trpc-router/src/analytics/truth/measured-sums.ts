import { Prisma, rollupRows } from '@streaming/db'
import { z } from 'zod'
import { Count } from '../../procedure/fields/schemas.ts'
import { isLost, lastWholeMonth } from '../movement-rows.ts'

export const Sums = z.object({
  at_risk: Count,
  lost: Count,
  unpaid: Count,
  trials: Count,
  converted: Count,
  cases: Count,
  recovered: Count,
  payments: Count,
  first_customers: Count,
  customers_year_after: Count,
})
export type Sums = z.output<typeof Sums>

/**
 * Over whole months; trials of the last one may still run, and count in none.
 * @param start of the simulation, `YYYY-MM`
 */
export const measuredSums = (start: string) => Prisma.sql`
  SELECT m.at_risk, m.lost, m.unpaid, b.trials, b.converted, b.cases, b.recovered, p.payments, m.first_customers, m.customers_year_after
  FROM (
    SELECT COALESCE(SUM(CASE WHEN s.previous_subscription_id <> 0 THEN s.customers END), 0)::INT8 AS at_risk,
      COALESCE(SUM(CASE WHEN s.is_lost THEN s.customers END), 0)::INT8 AS lost,
      COALESCE(SUM(CASE WHEN s.movement = 'involuntary_churn' THEN s.customers END), 0)::INT8 AS unpaid,
      COALESCE(SUM(CASE WHEN s.month = s.year_after AND s.subscription_id <> 0 THEN s.customers END), 0)::INT8 AS customers_year_after,
      COALESCE(SUM(CASE WHEN s.month = s.first AND s.subscription_id <> 0 THEN s.customers END), 0)::INT8 AS first_customers
    FROM (
      SELECT m.month, m.movement, m.previous_subscription_id, m.subscription_id, m.customers, ${isLost} AS is_lost, l.first,
        (l.first::TIMESTAMP + INTERVAL '12 months')::DATE AS year_after
      FROM ${rollupRows('customer_movement_months')} AS m
      JOIN (SELECT (${lastWholeMonth}) AS last, ${`${start}-01`}::DATE AS first) AS l ON m.month <= l.last
    ) AS s
  ) AS m
  CROSS JOIN (
    SELECT COALESCE(SUM(CASE WHEN b.month < l.last THEN b.trials END), 0)::INT8 AS trials,
      COALESCE(SUM(CASE WHEN b.month < l.last THEN b.converted_trials END), 0)::INT8 AS converted,
      COALESCE(SUM(CASE WHEN b.month <= l.last THEN b.failure_cases END), 0)::INT8 AS cases,
      COALESCE(SUM(CASE WHEN b.month <= l.last THEN b.recovered_cases END), 0)::INT8 AS recovered
    FROM ${rollupRows('billing_months')} AS b CROSS JOIN (SELECT (${lastWholeMonth}) AS last) AS l
  ) AS b
  CROSS JOIN (
    SELECT COALESCE(SUM(p.payments), 0)::INT8 AS payments FROM ${rollupRows('payment_months')} AS p
    WHERE p.month <= (${lastWholeMonth})
  ) AS p`
