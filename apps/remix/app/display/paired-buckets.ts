import { bucketAfter, bucketOf, countBuckets, type Granularity } from '@streaming/trpc-router/buckets'

/** First and last day of a period, both included. */
export interface Days {
  start_date: string
  end_date: string
}

const dayMs = 86_400_000

/**
 * Which bucket of one period stands beside which of another that is as long. Periods begin and end anywhere in a week or month, so that
 * the first or the last bucket of one may be a day or two: buckets are counted from the end or the beginning, or one more or less, in
 * whichever way those of the most alike lengths stand together. Pure.
 * @param buckets first days of the buckets that are shown of the first period; there may be gaps
 * @returns for the first day of a bucket that of the other period's, which may lie outside it
 */
export function pairedBuckets(
  buckets: readonly string[],
  now: Days,
  then: Days,
  granularity: Granularity,
): (bucket: string) => string {
  const count = ({ start_date, end_date }: Days) => countBuckets(start_date, end_date, granularity)
  const first = bucketOf(then.start_date, granularity)
  const beside = (bucket: string, offset: number) =>
    bucketAfter(first, countBuckets(now.start_date, bucket, granularity) - 1 + offset, granularity)
  const unlike = (offset: number) =>
    buckets.reduce((sum, bucket) => {
      const length = daysWithin(bucket, now, granularity)
      return sum + Math.abs(length - daysWithin(beside(bucket, offset), then, granularity))
    }, 0)
  const fromEnd = count(then) - count(now)
  const offsets = [fromEnd, 0, -1, 1].map((offset) => ({ offset, unlike: unlike(offset) }))
  const { offset } = offsets.reduce((best, other) => (other.unlike < best.unlike ? other : best))
  return (bucket) => beside(bucket, offset)
}

function daysWithin(bucket: string, { start_date, end_date }: Days, granularity: Granularity): number {
  const from = Math.max(Date.parse(bucket), Date.parse(start_date))
  const to = Math.min(Date.parse(bucketAfter(bucket, 1, granularity)), Date.parse(end_date) + dayMs)
  return Math.max(0, (to - from) / dayMs)
}
