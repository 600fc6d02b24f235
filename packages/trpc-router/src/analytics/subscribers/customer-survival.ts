import { Prisma, rollupRows } from '@streaming/db'
import { z } from 'zod'
import { period } from '../../procedure/fields/filters.ts'
import { Count, optionalParameters } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'
import { isLost, lastWholeMonth, monthNumber, monthsTouchedBy } from '../movement-rows.ts'
import { kaplanMeier } from './kaplan-meier.ts'

const Share = z.number().min(0).max(1)

/** How long do customers stay? The months end where nobody has been observed for as long. */
export const Survival = z
  .object({
    months: Count.meta({ description: 'Whole months since the first payment' }),
    at_risk_customers: Count.meta({
      description: 'Who had not left before and have been observed for as long',
    }),
    churned_customers: Count.meta({ description: 'Of these, who left in this month' }),
    survival: Share.meta({ description: 'Share still customers' }),
    survival_low: Share.meta({ description: 'Lower end of the 95 % interval' }),
    survival_high: Share.meta({ description: 'Upper end of the 95 % interval' }),
  })
  .meta({
    example: {
      months: 3,
      at_risk_customers: 400,
      churned_customers: 20,
      survival: 0.82,
      survival_low: 0.79,
      survival_high: 0.85,
    },
  })

export const customerSurvival = procedure
  .meta({
    method: 'GET',
    path: '/api/customer-survival',
    summary: 'Survival of customers',
    description:
      'The share of new customers who are still customers so many months later without a month’s gap, over all cohorts, by Kaplan and Meier: those whose future is not known yet count up to the last whole month in which anybody paid. The interval is Greenwood’s of 95 % on the scale log(−log). The period names cohorts: all months count that have a day in it.',
    tag: 'Analytics',
    access: 'reports',
    csv: true,
  })
  .input(optionalParameters(period))
  .output(z.array(Survival))
  .query(async ({ ctx, input }) => {
    const rows = await ctx.analytics.prepared(
      Prisma.sql`
        SELECT s.months, SUM(s.at_risk_customers)::INT8 AS at_risk_customers, SUM(s.churned_customers)::INT8 AS churned_customers
        FROM (
          SELECT ${monthNumber('m.month')} - ${monthNumber('m.cohort')} AS months, m.customers AS at_risk_customers,
            CASE WHEN ${isLost} THEN m.customers ELSE 0 END AS churned_customers
          FROM ${rollupRows('cohort_months')} AS m
          WHERE m.is_first_spell AND m.month <= (${lastWholeMonth}) AND ${monthsTouchedBy(input, 'm.cohort')}
        ) AS s
        GROUP BY s.months HAVING SUM(s.at_risk_customers) <> 0
        ORDER BY s.months`,
      z.object({ months: Count, at_risk_customers: Count, churned_customers: Count }),
    )
    return kaplanMeier(rows)
  })
