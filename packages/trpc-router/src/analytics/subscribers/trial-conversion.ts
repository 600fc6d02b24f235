import { Prisma } from '@streaming/db'
import { z } from 'zod'
import { period, plan } from '../../procedure/fields/filters.ts'
import { Count, Day, optionalParameters, Ratio } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'
import { askForBuckets, billingBuckets } from '../billing-buckets.ts'
import { granularity } from '../bucket-of-day.ts'
import { fill, filledSeries } from '../filled-series.ts'
import { ratio } from '../ratio.ts'

/** How many trials become customers? Buckets without a trial are left out, or 0 with fill. */
export const TrialConversion = z
  .object({
    date: Day.meta({ description: 'First day of the bucket' }),
    trials: Count,
    converted_trials: Count.meta({ description: 'After which their user has paid' }),
    conversion_rate: Ratio,
  })
  .meta({ example: { date: '2024-09-01', trials: 8, converted_trials: 5, conversion_rate: 0.625 } })

export const trialConversion = procedure
  .meta({
    method: 'GET',
    path: '/api/trial-conversion',
    summary: 'Trials and their conversion',
    description:
      'Trials that began in each bucket, by day in UTC, and those of them whose user has paid since ÷ those trials. Trials that still run count among them, so that the last bucket’s rate grows. A plan is that of the trial. Weeks start on Monday.',
    tag: 'Analytics',
    access: 'reports',
    csv: true,
  })
  .input(optionalParameters({ ...period, granularity, plan, fill }))
  .output(z.array(TrialConversion))
  .query(async ({ ctx, input }) => {
    const rows = await askForBuckets(ctx.analytics, input)(
      Prisma.sql`
        SELECT s.date, s.trials, s.converted_trials,
          ${ratio(Prisma.sql`s.converted_trials`, Prisma.sql`s.trials`)} AS conversion_rate
        FROM ${billingBuckets(input, ['trials', 'converted_trials'])} AS s
        WHERE s.trials <> 0
        ORDER BY s.date`,
      TrialConversion,
    )
    if (!input.fill) return rows
    const empty = (date: string) => ({ date, trials: 0, converted_trials: 0, conversion_rate: null })
    return filledSeries(rows, ({ date }) => date, input, input.granularity, empty)
  })
