/** First and last day of a period, both included. */
export interface Days {
  start_date: string
  end_date: string
}

type Granularity = 'day' | 'week' | 'month'

const dayMs = 86_400_000

/**
 * Which bucket of one period stands beside which of another that is as long. Periods begin and end anywhere in a week or month, so that
 * the first or the last bucket of one may be a day or two: of counting from the beginning and from the end, the way is taken by which
 * buckets of more alike lengths stand together.
 * @param now first days of the buckets of the period, ascending, and then those of the other
 * @returns for a place among the first the place among the others, or undefined where nobody stands beside
 */
export function pairedBuckets(
  now: { buckets: readonly string[]; days: Days },
  then: { buckets: readonly string[]; days: Days },
  granularity: Granularity,
): (at: number) => number | undefined {
  const lengths = (of: typeof now) => of.buckets.map((bucket) => daysWithin(bucket, of.days, granularity))
  const [ours, theirs] = [lengths(now), lengths(then)]
  const unlike = (offset: number) =>
    ours.reduce((sum, length, at) => sum + Math.abs(length - (theirs[at + offset] ?? 0)), 0)
  const fromEnd = theirs.length - ours.length
  const offset = unlike(0) < unlike(fromEnd) ? 0 : fromEnd
  return (at) => (theirs[at + offset] === undefined ? undefined : at + offset)
}

function daysWithin(bucket: string, { start_date, end_date }: Days, granularity: Granularity): number {
  const next = new Date(`${bucket}T00:00:00Z`)
  if (granularity === 'day') next.setUTCDate(next.getUTCDate() + 1)
  else if (granularity === 'week') next.setUTCDate(next.getUTCDate() + 7)
  else next.setUTCMonth(next.getUTCMonth() + 1)
  const from = Math.max(Date.parse(bucket), Date.parse(start_date))
  const to = Math.min(next.getTime(), Date.parse(end_date) + dayMs)
  return Math.max(0, (to - from) / dayMs)
}
