import { Prisma } from '@streaming/db'
import { z } from 'zod'
import { period, plan } from '../../procedure/fields/filters.ts'
import { Money, optionalParameters, Ratio, YearMonth } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'
import { monthsTouchedBy, movementIs, movementRows, sumWhere, touchedMonths } from '../movement-rows.ts'

/** What is a customer worth? lifetime_value is null where nobody pays, and where nobody was lost in the six months before. */
export const LifetimeValue = z
  .object({
    month: YearMonth,
    arpu: Money.nullable(),
    churn_rate: Ratio.meta({ description: 'Mean of the six months before' }),
    lifetime_value: Money.nullable(),
  })
  .meta({ example: { month: '2024-09', arpu: 13.31, churn_rate: 0.05, lifetime_value: 266.2 } })

export const lifetimeValue = procedure
  .meta({
    method: 'GET',
    path: '/api/lifetime-value',
    summary: 'Lifetime value by month',
    description: `ARPU of the month ÷ the mean of customer churn (standard) in the six months before, of those that have one. It is what customers will pay in all if they go on leaving at that rate, USD. ${touchedMonths}`,
    tag: 'Analytics',
    access: 'reports',
    csv: true,
  })
  .input(optionalParameters({ ...period, plan }))
  .output(z.array(LifetimeValue))
  .query(({ ctx, input: { plan: name, ...months } }) =>
    ctx.analytics.prepared(
      Prisma.sql`
        SELECT to_char(s.month, 'YYYY-MM') AS month, ROUND(s.arpu, 2) AS arpu, ROUND(s.churn_rate, 4) AS churn_rate,
          ROUND(s.lifetime_value, 2) AS lifetime_value
        FROM ${lifetimeValues(name)} AS s
        WHERE ${monthsTouchedBy(months, 's.month')}
        ORDER BY s.month`,
      LifetimeValue,
    ),
  )

/** By month, not rounded: a subquery with `month`, `arpu`, `churn_rate` and `lifetime_value`. */
export function lifetimeValues(plan?: string): Prisma.Sql {
  return Prisma.sql`(
    SELECT c.month, c.arpu, c.churn_rate, c.arpu / NULLIF(c.churn_rate, 0)::DECIMAL AS lifetime_value
    FROM (
      SELECT r.month, r.mrr / NULLIF(r.customers, 0)::DECIMAL AS arpu,
        AVG(r.churned::DECIMAL / NULLIF(r.start, 0)::DECIMAL) OVER (
          ORDER BY r.month::TIMESTAMP RANGE BETWEEN INTERVAL '6 months' PRECEDING AND INTERVAL '1 month' PRECEDING
        ) AS churn_rate
      FROM (
        SELECT m.month, ${sumWhere(Prisma.sql`m.is_meant`, 'mrr')} AS mrr,
          ${sumWhere(Prisma.sql`m.is_meant`, 'customers')} AS customers,
          ${sumWhere(Prisma.sql`m.was_meant`, 'customers')} AS start,
          ${sumWhere(movementIs.churn, 'customers')} AS churned
        FROM ${movementRows({ plan })} AS m
        GROUP BY m.month HAVING SUM(m.customers) <> 0
      ) AS r
    ) AS c)`
}
