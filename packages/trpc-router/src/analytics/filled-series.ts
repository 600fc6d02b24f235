import { z } from 'zod'
import { badRequest } from '../procedure/errors.ts'
import type { Period } from '../procedure/fields/filters.ts'
import { countBuckets, fillBuckets, type Granularity } from './time/buckets.ts'

export const fill = z
  .boolean('expected true or false')
  .default(false)
  .meta({ description: 'true: also the buckets in which nothing happened, with 0.', example: false })

const mostBuckets = 10_000

/**
 * The series with every bucket of its range: from start_date (or the first row) to end_date (or the last row).
 * @throws TRPCError when that is more than 10,000 buckets
 */
export function filledSeries<Row>(
  rows: Row[],
  bucket: (row: Row) => string,
  { start_date, end_date }: Period,
  granularity: Granularity,
  empty: (bucket: string) => Row,
): Row[] {
  const [first] = rows
  const last = rows.at(-1)
  const from = start_date ?? (first && bucket(first)) ?? end_date
  const to = end_date ?? (last && bucket(last)) ?? start_date
  if (from === undefined || to === undefined) return rows
  if (countBuckets(from, to, granularity) > mostBuckets) {
    throw badRequest(
      'fill',
      `expected at most ${mostBuckets} buckets between start_date and end_date, got more`,
    )
  }
  return fillBuckets(rows, bucket, { from, to, granularity }, empty)
}

/**
 * The same of months such as `2024-09`, from the first row to the last: before the first, and after the last in which anybody paid,
 * nothing is known.
 */
export function filledMonths<Row extends { month: string }>(
  rows: Row[],
  empty: (month: string) => Row,
): Row[] {
  const bucket = ({ month }: Row) => `${month}-01`
  return filledSeries(rows, bucket, {}, 'month', (day) => empty(day.slice(0, 7)))
}
