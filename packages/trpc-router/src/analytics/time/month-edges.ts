import { bucketOf, countBuckets, nextBucket } from './buckets.ts'

/** Days of a month of which not all are meant. */
export interface MonthEdge {
  /** First day of the month. */
  month: string
  /** From 1 on, without a gap. */
  days: number[]
  /** The month's days that are not meant. */
  others: number[]
}

/**
 * The days of a period, both ends included, that are in no whole month of it: at most two edges. Pure.
 * @param period whose end does not lie before its start
 */
export function monthEdges({
  start_date,
  end_date,
}: {
  start_date?: string | undefined
  end_date?: string | undefined
}): MonthEdge[] {
  const first = start_date === undefined ? undefined : bucketOf(start_date, 'month')
  const last = end_date === undefined ? undefined : bucketOf(end_date, 'month')
  const edges = [
    ...(first === undefined
      ? []
      : [edge(first, dayOf(start_date) ?? 1, first === last ? dayOf(end_date) : undefined)]),
    ...(last === undefined || last === first ? [] : [edge(last, 1, dayOf(end_date))]),
  ]
  return edges.filter(({ others }) => others.length > 0)
}

function edge(month: string, from: number, to: number | undefined): MonthEdge {
  const next = nextBucket(month, 'month')
  // ISO 8601 writes years beyond 9999 with a sign: the calendar ends with a December.
  const length = next.startsWith('+') ? 31 : countBuckets(month, next, 'day') - 1
  const all = Array.from({ length }, (_, index) => index + 1)
  const meant = (day: number) => day >= from && day <= (to ?? length)
  return { month, days: all.filter(meant), others: all.filter((day) => !meant(day)) }
}

function dayOf(date: string | undefined): number | undefined {
  return date === undefined ? undefined : Number(date.slice(8))
}
