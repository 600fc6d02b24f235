/** Time buckets: where they begin, and the ones in which nothing happened. Pure, and without imports: pages need it, too. Days are `YYYY-MM-DD`, UTC. */

export const granularities = ['day', 'week', 'month'] as const
export type Granularity = (typeof granularities)[number]

const dayMs = 86_400_000

/** First day of the bucket that holds the day. Weeks are ISO weeks and start on Monday. */
export function bucketOf(day: string, granularity: Granularity): string {
  if (granularity === 'day') return day
  if (granularity === 'month') return `${day.slice(0, 7)}-01`
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
  return addDays(day, -weekday)
}

export function nextBucket(bucket: string, granularity: Granularity): string {
  return bucketAfter(bucket, 1, granularity)
}

/** So many buckets later; earlier, where the count is negative. */
export function bucketAfter(bucket: string, count: number, granularity: Granularity): string {
  if (granularity !== 'month') return addDays(bucket, granularity === 'week' ? 7 * count : count)
  const first = new Date(`${bucketOf(bucket, 'month')}T00:00:00Z`)
  first.setUTCMonth(first.getUTCMonth() + count)
  return first.toISOString().slice(0, 10)
}

function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)
}

/**
 * The whole months of a period whose days are both included: from the first day of the first to the first day
 * after the last; open where the period is, or ends with the calendar. Undefined when it has none.
 */
export function wholeMonths({
  start_date,
  end_date,
}: {
  start_date?: string | undefined
  end_date?: string | undefined
}): { from?: string; to?: string } | undefined {
  const from =
    start_date === undefined || start_date.endsWith('-01') ? start_date : nextBucket(start_date, 'month')
  // ISO 8601 writes years beyond 9999 with a sign, which sorts before all others: the calendar ends there.
  const after = end_date === undefined ? undefined : bucketOf(addDays(end_date, 1), 'month')
  const to = after?.startsWith('+') ? undefined : after
  if (from?.startsWith('+')) return undefined
  if (from !== undefined && to !== undefined && from >= to) return undefined
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
}

/** How many buckets there are from that of one day to that of another, both included. */
export function countBuckets(from: string, to: string, granularity: Granularity): number {
  const [first, last] = [bucketOf(from, granularity), bucketOf(to, granularity)]
  if (granularity === 'month') return monthNumber(last) - monthNumber(first) + 1
  const days = (Date.parse(`${last}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / dayMs
  return days / (granularity === 'week' ? 7 : 1) + 1
}

function monthNumber(day: string): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7))
}

/**
 * Rows in order, with one row for every bucket from `from` to `to`: those that are missing come from `empty`.
 * @param rows in ascending order of their bucket, none outside the range
 */
export function fillBuckets<Row>(
  rows: readonly Row[],
  bucket: (row: Row) => string,
  range: { from: string; to: string; granularity: Granularity },
  empty: (bucket: string) => Row,
): Row[] {
  const known = new Map(rows.map((row) => [bucket(row), row]))
  const filled: Row[] = []
  const last = bucketOf(range.to, range.granularity)
  let at = bucketOf(range.from, range.granularity)
  while (at <= last) {
    filled.push(known.get(at) ?? empty(at))
    const next = nextBucket(at, range.granularity)
    // ISO 8601 writes years beyond 9999 with a sign, which sorts before all others: the calendar ends here.
    if (next <= at) break
    at = next
  }
  return filled
}
