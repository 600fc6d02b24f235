import { Prisma } from '@streaming/db'
import { z } from 'zod'
import { period, plan } from '../../procedure/fields/filters.ts'
import { Count, Money, optionalParameters, YearMonth } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'
import { fill, filledMonths } from '../filled-series.ts'
import { movementRows, sumWhere, touchedMonths } from '../movement-rows.ts'

/** How much do customers pay each month? A month without customers has sums of 0 and an arpu of null. */
export const RecurringRevenue = z
  .object({
    month: YearMonth,
    mrr: Money,
    arr: Money,
    customers: Count,
    arpu: Money.nullable().meta({ description: 'MRR ÷ customers, USD' }),
  })
  .meta({ example: { month: '2024-09', mrr: 412.7, arr: 4952.4, customers: 31, arpu: 13.31 } })

export const recurringRevenue = procedure
  .meta({
    method: 'GET',
    path: '/api/recurring-revenue',
    summary: 'MRR, ARR and ARPU by month',
    description: `A customer of a month is a user with a payment of more than 0 in it that did not fail; MRR is the sum of each customer’s last such payment in the month, ARR 12 times that, ARPU MRR ÷ customers. Refunds change none of them. ${touchedMonths}`,
    tag: 'Analytics',
    access: 'reports',
    csv: true,
  })
  .input(optionalParameters({ ...period, plan, fill }))
  .output(z.array(RecurringRevenue))
  .query(async ({ ctx, input }) => {
    const now = Prisma.sql`m.is_meant`
    const rows = await ctx.analytics.prepared(
      Prisma.sql`
        SELECT s.month, s.mrr, s.mrr * 12 AS arr, s.customers,
          ROUND(s.mrr / NULLIF(s.customers, 0)::DECIMAL, 2) AS arpu
        FROM (
          SELECT to_char(m.month, 'YYYY-MM') AS month, ${sumWhere(now, 'mrr')}::DECIMAL(18, 2) AS mrr,
            ${sumWhere(now, 'customers')}::INT8 AS customers
          FROM ${movementRows(input)} AS m
          GROUP BY m.month HAVING SUM(m.customers) <> 0
        ) AS s
        ORDER BY s.month`,
      RecurringRevenue,
    )
    if (!input.fill) return rows
    return filledMonths(rows, (month) => ({ month, mrr: 0, arr: 0, customers: 0, arpu: null }))
  })
