import { pathWith } from './chosen-filters.ts'

const dayMs = 86_400_000

/**
 * The page that shows the days of a bucket of time.
 * @param date first day of the bucket
 * @returns undefined for a day, which has no parts
 */
export function daysOf(
  path: string,
  date: string,
  granularity: 'day' | 'week' | 'month',
  filters: { plan?: string | undefined },
): string | undefined {
  if (granularity === 'day') return undefined
  const end_date = granularity === 'week' ? addDays(date, 6) : lastOfMonth(date)
  return pathWith(path, { granularity: 'day', start_date: date, end_date, plan: filters.plan })
}

function addDays(date: string, days: number): string {
  return dayOf(new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs))
}

function lastOfMonth(date: string): string {
  const day = new Date(`${date}T00:00:00Z`)
  day.setUTCMonth(day.getUTCMonth() + 1, 0)
  return dayOf(day)
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10)
}
