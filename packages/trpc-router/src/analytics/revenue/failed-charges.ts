import { Prisma } from '@streaming/db'
import { z } from 'zod'
import { period, plan } from '../../procedure/fields/filters.ts'
import { Count, Day, optionalParameters, Ratio } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'
import { askForBuckets, billingBuckets } from '../billing-buckets.ts'
import { granularity } from '../bucket-of-day.ts'
import { fill, filledSeries } from '../filled-series.ts'
import { ratio } from '../ratio.ts'

/** How many charges fail, and how often is that made good? Buckets without a failed charge are left out, or 0 with fill. */
export const FailedCharges = z
  .object({
    date: Day.meta({ description: 'First day of the bucket' }),
    failed_charges: Count,
    failure_cases: Count,
    recovered_cases: Count,
    recovery_rate: Ratio.meta({ description: 'Recovered cases ÷ cases' }),
  })
  .meta({
    example: {
      date: '2024-09-01',
      failed_charges: 5,
      failure_cases: 2,
      recovered_cases: 1,
      recovery_rate: 0.5,
    },
  })

export const failedCharges = procedure
  .meta({
    method: 'GET',
    path: '/api/failed-charges',
    summary: 'Failed charges and their recovery',
    description:
      'Failed payments in each bucket, by payment date in UTC. A user’s failed payments without a charged one between them, each within 14 days of the one before, are one case, on the day of the first; it is recovered when a charged payment follows within 14 days after the first; until then it counts as not recovered. Weeks start on Monday.',
    tag: 'Analytics',
    access: 'reports',
    csv: true,
  })
  .input(optionalParameters({ ...period, granularity, plan, fill }))
  .output(z.array(FailedCharges))
  .query(async ({ ctx, input }) => {
    const rows = await askForBuckets(ctx.analytics, input)(
      Prisma.sql`
        SELECT s.date, s.failed_charges, s.failure_cases, s.recovered_cases,
          ${ratio(Prisma.sql`s.recovered_cases`, Prisma.sql`s.failure_cases`)} AS recovery_rate
        FROM ${billingBuckets(input, ['failed_charges', 'failure_cases', 'recovered_cases'])} AS s
        WHERE s.failed_charges <> 0
        ORDER BY s.date`,
      FailedCharges,
    )
    if (!input.fill) return rows
    return filledSeries(
      rows,
      ({ date }) => date,
      input,
      input.granularity,
      (date) => ({ date, failed_charges: 0, failure_cases: 0, recovered_cases: 0, recovery_rate: null }),
    )
  })
