import { Prisma, rollupRows } from '@streaming/db'
import type { Period } from '../procedure/fields/filters.ts'
import { bucketOf } from './time/buckets.ts'
import { wholePeriod } from './time/whole-period.ts'
import { planIds } from './where.ts'

/** How a description tells which months of a period are meant. */
export const touchedMonths =
  'Of a period all months count that have a day in it, up to the last one, today’s at the latest, in which a customer paid.'

/**
 * What customers did in the months that a period touches: a subquery with `month`, `movement`, `customers`, `previous_mrr` and `mrr`, and
 * with `was_meant` and `is_meant`: whether what they paid in the month before, and in this one, was for a plan that is asked for. No month
 * comes after the last in which anybody paid: in that one all would be gone.
 * @throws TRPCError when the end lies before the start
 */
export function movementRows({ plan, ...period }: Period & { plan?: string | undefined }): Prisma.Sql {
  const ids = planIds(plan)
  const isMeant = (column: string) =>
    ids === undefined ? Prisma.raw(`${column} <> 0`) : Prisma.sql`${Prisma.raw(column)} IN (${ids})`
  return Prisma.sql`(
    SELECT m.month, m.movement, m.customers, m.previous_mrr, m.mrr,
      ${isMeant('m.previous_subscription_id')} AS was_meant, ${isMeant('m.subscription_id')} AS is_meant
    FROM ${rollupRows('customer_movement_months')} AS m
    WHERE ${paidMonthsWithin(period)})`
}

/** The same, of first days of months `m.month`. @throws TRPCError when the end lies before the start */
export function paidMonthsWithin(period: Period): Prisma.Sql {
  return Prisma.sql`${monthsTouchedBy(period, 'm.month')} AND m.month <= (${lastPaidMonth})`
}

/**
 * Which first days of months are of months that have a day of the period. The text is the same for every period.
 * @throws TRPCError when the end lies before the start
 */
export function monthsTouchedBy(
  period: Period,
  column: 'm.month' | 's.month' | 'm.cohort' | 'w.cohort',
): Prisma.Sql {
  const { start_date, end_date } = wholePeriod(period)
  const month = Prisma.raw(column)
  return Prisma.sql`${month} >= ${bucketOf(start_date, 'month')}::DATE AND ${month} <= ${end_date}::DATE`
}

/** Months from year 0 on, so that a difference is a number of months. */
export function monthNumber(column: 's.month' | 's.cohort' | 'm.month' | 'm.cohort'): Prisma.Sql {
  return Prisma.sql`(EXTRACT(YEAR FROM ${Prisma.raw(column)})::INT8 * 12 + EXTRACT(MONTH FROM ${Prisma.raw(column)})::INT8)`
}

const runningMonth = Prisma.sql`date_trunc('month', now() AT TIME ZONE 'UTC')::DATE`

/** The last month, up to the one that is running, in which a customer paid: a payment that is dated later makes nobody of before lost. */
export const lastPaidMonth = lastMonth(Prisma.sql`p.month <= ${runningMonth}`)

/** The same of months that are over: in the one that is running, who has not paid yet would be taken for lost. */
export const lastWholeMonth = lastMonth(Prisma.sql`p.month < ${runningMonth}`)

function lastMonth(which: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT MAX(l.month) FROM (
      SELECT p.month FROM ${rollupRows('customer_movement_months')} AS p WHERE p.subscription_id <> 0 AND ${which}
      GROUP BY p.month HAVING SUM(p.customers) <> 0
    ) AS l`
}

/** The sum of a measure over the movements `m` of which a predicate is true. */
export function sumWhere(which: Prisma.Sql, measure: 'customers' | 'previous_mrr' | 'mrr'): Prisma.Sql {
  return Prisma.sql`SUM(CASE WHEN ${which} THEN m.${Prisma.raw(measure)} ELSE 0 END)`
}

/** Whether a movement `m` is of somebody who paid in the month before and not in this one. */
export const isLost = Prisma.sql`m.movement IN ('churn', 'involuntary_churn')`

/** Predicates of movements `m`: those to, from and within the plans that are asked for. */
export const movementIs = {
  new: Prisma.sql`m.movement = 'new' AND m.is_meant`,
  reactivation: Prisma.sql`m.movement = 'reactivation' AND m.is_meant`,
  expansion: Prisma.sql`m.movement = 'expansion' AND m.was_meant AND m.is_meant`,
  contraction: Prisma.sql`m.movement = 'contraction' AND m.was_meant AND m.is_meant`,
  churn: Prisma.sql`${isLost} AND m.was_meant`,
  involuntary_churn: Prisma.sql`m.movement = 'involuntary_churn' AND m.was_meant`,
  /** From or to a plan that is not asked for. */
  switched_in: Prisma.sql`m.movement IN ('expansion', 'contraction', 'unchanged') AND m.is_meant AND NOT m.was_meant`,
  switched_out: Prisma.sql`m.movement IN ('expansion', 'contraction', 'unchanged') AND m.was_meant AND NOT m.is_meant`,
} as const
