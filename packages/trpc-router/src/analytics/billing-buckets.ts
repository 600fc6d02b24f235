import { type Database, Prisma, type Query, rollupRows } from '@streaming/db'
import type { Period } from '../procedure/fields/filters.ts'
import { bucketOfDay } from './bucket-of-day.ts'
import { askOver, monthlyRows } from './monthly-rows.ts'
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
  const sums = measures.map(
    (measure) => `SUM(p.${measure})::${measure === 'refunded' ? 'DECIMAL(18, 2)' : 'INT8'} AS ${measure}`,
  )
  return Prisma.sql`(
    SELECT to_char(p.bucket, 'YYYY-MM-DD') AS date, ${Prisma.raw(sums.join(', '))}
    FROM ${rowsOf(granularity, ['subscription_id', ...measures], period)} AS p
    ${where(ofPlan(plan, 'p.subscription_id'))}
    GROUP BY p.bucket
  )`
}

function rowsOf(granularity: Granularity, columns: readonly string[], period: Period): Prisma.Sql {
  const listed = Prisma.raw(columns.join(', '))
  if (granularity === 'month')
    return Prisma.sql`(SELECT b.month AS bucket, ${listed} FROM ${monthlyRows('billing', columns, period)} AS b)`
  const { start_date, end_date } = wholePeriod(period)
  return Prisma.sql`(
    SELECT ${bucketOfDay[granularity]} AS bucket, ${listed}
    FROM ${rollupRows('billing_days')} AS p WHERE p.day >= ${start_date}::DATE AND p.day <= ${end_date}::DATE)`
}

/** How to ask for these buckets: prepared, unless their text is one of very many. */
export function askForBuckets(
  database: Pick<Database, 'prepared' | 'query'>,
  filters: BillingFilters,
): Query {
  return filters.granularity === 'month' ? askOver(database, filters) : database.prepared
}
