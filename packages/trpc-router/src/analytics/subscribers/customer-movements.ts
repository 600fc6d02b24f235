import { Prisma } from '@streaming/db'
import { z } from 'zod'
import { period, plan } from '../../procedure/fields/filters.ts'
import { Count, optionalParameters, YearMonth } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'
import { fill, filledMonths } from '../filled-series.ts'
import { movementIs, movementRows, sumWhere, touchedMonths } from '../movement-rows.ts'

/**
 * Who comes, who leaves, and who comes back? In each month end = start + new + reactivated − churned + switched in − switched out. The
 * first month of the data starts from 0, and all of its customers are new.
 */
export const CustomerMovements = z
  .object({
    month: YearMonth,
    start_customers: Count,
    new_customers: Count.meta({ description: 'Who pay for the first time ever' }),
    reactivated_customers: Count.meta({ description: 'Who paid before, but not last month' }),
    churned_customers: Count.meta({ description: 'Last month’s customers who are none now' }),
    involuntarily_churned_customers: Count.meta({
      description: 'Those of the churned whose last payments failed and were not made good within 14 days',
    }),
    switched_in_customers: Count.meta({ description: 'From another plan, with a filter by plan; else 0' }),
    switched_out_customers: Count.meta({ description: 'To another plan, with a filter by plan; else 0' }),
    end_customers: Count,
  })
  .meta({
    example: {
      month: '2024-09',
      start_customers: 30,
      new_customers: 4,
      reactivated_customers: 1,
      churned_customers: 3,
      involuntarily_churned_customers: 1,
      switched_in_customers: 0,
      switched_out_customers: 0,
      end_customers: 32,
    },
  })

export const customerMovements = procedure
  .meta({
    method: 'GET',
    path: '/api/customer-movements',
    summary: 'Customers who come, leave and return, by month',
    description: `Customers at the start of each month (those of the month before), new ones, those who return, those who have left (of these the involuntary ones, whose last payments up to the end of the month failed and were not made good within 14 days), and customers at its end. With a plan, who comes from another plan or goes to one is switched_in or switched_out. ${touchedMonths}`,
    tag: 'Analytics',
    access: 'reports',
    csv: true,
  })
  .input(optionalParameters({ ...period, plan, fill }))
  .output(z.array(CustomerMovements))
  .query(async ({ ctx, input }) => {
    const count = (which: Prisma.Sql) => Prisma.sql`${sumWhere(which, 'customers')}::INT8`
    const rows = await ctx.analytics.prepared(
      Prisma.sql`
        SELECT to_char(m.month, 'YYYY-MM') AS month,
          ${count(Prisma.sql`m.was_meant`)} AS start_customers,
          ${count(movementIs.new)} AS new_customers,
          ${count(movementIs.reactivation)} AS reactivated_customers,
          ${count(movementIs.churn)} AS churned_customers,
          ${count(movementIs.involuntary_churn)} AS involuntarily_churned_customers,
          ${count(movementIs.switched_in)} AS switched_in_customers,
          ${count(movementIs.switched_out)} AS switched_out_customers,
          ${count(Prisma.sql`m.is_meant`)} AS end_customers
        FROM ${movementRows(input)} AS m
        GROUP BY m.month HAVING SUM(m.customers) <> 0
        ORDER BY m.month`,
      CustomerMovements,
    )
    if (!input.fill) return rows
    return filledMonths(rows, (month) => ({
      month,
      start_customers: 0,
      new_customers: 0,
      reactivated_customers: 0,
      churned_customers: 0,
      involuntarily_churned_customers: 0,
      switched_in_customers: 0,
      switched_out_customers: 0,
      end_customers: 0,
    }))
  })
