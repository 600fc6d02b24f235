import { Prisma, type ReadOnlyDatabase, rollupRows } from '@streaming/db'
import { z } from 'zod'
import { badRequest } from '../../procedure/errors.ts'
import { type Period, period, plan, requireOrder } from '../../procedure/fields/filters.ts'
import { Count, Day, optionalParameters, Ratio } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'
import { movementIs, movementRows, sumWhere, touchedMonths } from '../movement-rows.ts'
import { lastPaidDay } from '../overview/data-until.ts'
import { ratio } from '../ratio.ts'
import { CustomerDayChange, churnByDay } from './churn-by-day.ts'

/**
 * Which share of customers is lost? A churn_rate is null where there was nobody to lose. What the presets count differs by definition:
 * their rates are not compared with each other.
 */
export const CustomerChurn = z
  .object({
    date: Day.meta({ description: 'First day of the month (standard), or the day (stripe)' }),
    at_risk_customers: Count.meta({ description: 'Who could be lost' }),
    churned_customers: Count,
    churn_rate: Ratio,
  })
  .meta({
    example: { date: '2024-09-01', at_risk_customers: 30, churned_customers: 3, churn_rate: 0.1 },
  })

const presets = ['standard', 'stripe'] as const

export const customerChurn = procedure
  .meta({
    method: 'GET',
    path: '/api/customer-churn',
    summary: 'Customer churn by month or by day',
    description: `standard: customers of the month before who did not pay in this one ÷ customers of the month before, by month. ${touchedMonths} stripe: a customer is active on a day when a payment of more than 0 was made in the 31 days up to it; those active 30 days before who are not now ÷ (those active 30 days before + those whose first payment ever was in the 30 days up to it), by day, up to that of the last payment, today at the latest; a day on which nobody could be lost has no row. With stripe a plan is refused.`,
    tag: 'Analytics',
    access: 'reports',
    csv: true,
  })
  .input(
    optionalParameters({
      preset: z
        .enum(presets, 'expected standard or stripe')
        .default('standard')
        .meta({ description: 'standard (by month) or stripe (by day).', example: 'standard' }),
      ...period,
      plan,
    }),
  )
  .output(z.array(CustomerChurn))
  .query(({ ctx, input: { preset, ...filters } }) => {
    if (preset === 'standard') return byMonth(ctx.analytics, filters)
    if (filters.plan !== undefined)
      throw badRequest('plan', `expected none with the preset stripe, got ${JSON.stringify(filters.plan)}`)
    return byDay(ctx.analytics, filters)
  })

function byMonth({ prepared }: ReadOnlyDatabase, filters: Period & { plan?: string | undefined }) {
  return prepared(
    Prisma.sql`
      SELECT s.date, s.at_risk_customers, s.churned_customers,
        ${ratio(Prisma.sql`s.churned_customers`, Prisma.sql`s.at_risk_customers`)} AS churn_rate
      FROM (
        SELECT to_char(m.month, 'YYYY-MM-DD') AS date,
          ${sumWhere(Prisma.sql`m.was_meant`, 'customers')}::INT8 AS at_risk_customers,
          ${sumWhere(movementIs.churn, 'customers')}::INT8 AS churned_customers
        FROM ${movementRows(filters)} AS m
        GROUP BY m.month HAVING SUM(m.customers) <> 0
      ) AS s
      ORDER BY s.date`,
    CustomerChurn,
  )
}

async function byDay({ prepared }: ReadOnlyDatabase, filters: Period) {
  requireOrder(filters)
  const changes = await prepared(
    Prisma.sql`
      SELECT to_char(d.day, 'YYYY-MM-DD') AS day, SUM(d.active_change)::INT8 AS active_change,
        SUM(d.churned_change)::INT8 AS churned_change, SUM(d.new_change)::INT8 AS new_change,
        to_char((${lastPaidDay}), 'YYYY-MM-DD') AS last_paid_day
      FROM ${rollupRows('customer_days')} AS d WHERE d.day <= (${lastPaidDay})
      GROUP BY d.day
      HAVING SUM(d.active_change) <> 0 OR SUM(d.churned_change) <> 0 OR SUM(d.new_change) <> 0
      ORDER BY d.day`,
    CustomerDayChange,
  )
  return churnByDay(changes, filters)
}
