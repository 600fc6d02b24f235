import { Prisma } from '@streaming/db'
import { z } from 'zod'
import { period, plan } from '../../procedure/fields/filters.ts'
import { Count, Day, Money, optionalParameters } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'
import { askForBuckets, billingBuckets } from '../billing-buckets.ts'
import { granularity } from '../bucket-of-day.ts'
import { fill, filledSeries } from '../filled-series.ts'

/** How much is given back? Buckets without a refund are left out, or 0 with fill. */
export const Refunds = z
  .object({
    date: Day.meta({ description: 'First day of the bucket' }),
    refunds: Count.meta({ description: 'Payments of which something was given back' }),
    refunded: Money,
  })
  .meta({ example: { date: '2024-09-01', refunds: 2, refunded: 14.99 } })

export const refunds = procedure
  .meta({
    method: 'GET',
    path: '/api/refunds',
    summary: 'Refunds by day, week or month',
    description:
      'Payments of which something was given back, and how much, USD, in each bucket by the date of the payment in UTC: revenue of a bucket is what was charged in it less this. Weeks start on Monday.',
    tag: 'Analytics',
    access: 'reports',
    csv: true,
  })
  .input(optionalParameters({ ...period, granularity, plan, fill }))
  .output(z.array(Refunds))
  .query(async ({ ctx, input }) => {
    const rows = await askForBuckets(ctx.analytics, input)(
      Prisma.sql`
        SELECT s.date, s.refunds, s.refunded FROM ${billingBuckets(input, ['refunds', 'refunded'])} AS s
        WHERE s.refunds <> 0
        ORDER BY s.date`,
      Refunds,
    )
    if (!input.fill) return rows
    const empty = (date: string) => ({ date, refunds: 0, refunded: 0 })
    return filledSeries(rows, ({ date }) => date, input, input.granularity, empty)
  })
