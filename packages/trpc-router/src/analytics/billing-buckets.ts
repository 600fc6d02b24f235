import { Prisma, rollupRows } from '@streaming/db'
import type { Period } from '../procedure/fields/filters.ts'
import { bucketOfDay } from './bucket-of-day.ts'
import type { Granularity } from './time/buckets.ts'
import { wholePeriod } from './time/whole-period.ts'
import { ofPlan, where } from './where.ts'

interface BillingFilters extends Period {
  granularity: Granularity
  plan?: string | undefined
}

type BillingMeasure =
  | 'failed_charges'
  | 'failure_cases'
  | 'recovered_cases'
  | 'trials'
  | 'converted_trials'
  | 'refunds'
  | 'refunded'

/**
 * What became of charges and trials within a period: a subquery with `date`, the first day of each bucket, and some sums.
 * @throws TRPCError when the end lies before the start
 */
export function billingBuckets(
  { granularity, plan, ...period }: BillingFilters,
  measures: readonly BillingMeasure[],
): Prisma.Sql {
  const { start_date, end_date } = wholePeriod(period)
  const sums = measures.map(
    (measure) => `SUM(p.${measure})::${measure === 'refunded' ? 'DECIMAL(18, 2)' : 'INT8'} AS ${measure}`,
  )
  return Prisma.sql`(
    SELECT to_char(p.bucket, 'YYYY-MM-DD') AS date, ${Prisma.raw(sums.join(', '))}
    FROM (
      SELECT ${bucketOfDay[granularity]} AS bucket, p.subscription_id, ${Prisma.raw(measures.join(', '))}
      FROM ${rollupRows('billing_days')} AS p WHERE p.day >= ${start_date}::DATE AND p.day <= ${end_date}::DATE
    ) AS p
    ${where(ofPlan(plan, 'p.subscription_id'))}
    GROUP BY p.bucket
  )`
}
