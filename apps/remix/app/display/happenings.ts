import { formatDay } from './format.ts'

/** Something that a chart over time should tell of. */
export interface Happening {
  /** The day on which it began, UTC. */
  date: string
  text: string
}

/** What the API tells of a day that was out of the ordinary. */
export interface Alert {
  date: string
  metric: string
  observed: number
  expected: number
  low: number
  high: number
}

export const metricNames: Record<string, string> = {
  watches: 'Watches',
  hours: 'Hours watched',
  trials: 'Trials',
  revenue: 'Revenue, USD',
  failure_cases: 'First failures of charges',
}

/** Alerts of one metric as happenings. @param write how its values are written */
export function alertsAsHappenings(
  alerts: readonly Alert[],
  metric: string,
  write: (value: number) => string,
): Happening[] {
  return alerts
    .filter((alert) => alert.metric === metric)
    .map(({ date, observed, expected }) => ({
      date,
      text: `${write(observed)} where ${write(expected)} was expected`,
    }))
}

/** What is said of the bucket that begins on a day: all that began in it, or undefined. */
export function happenedIn(
  bucket: string,
  granularity: 'day' | 'week' | 'month',
  happenings: readonly Happening[],
): string | undefined {
  const within = happenings.filter(({ date }) => bucketOf(date, granularity) === bucket)
  if (within.length === 0) return undefined
  return within
    .sort((a, b) => a.date.localeCompare(b.date))
    .map(({ date, text }) => `${formatDay(date)}: ${text}`)
    .join('; ')
}

/** First day of the bucket that a day is in; weeks begin on Monday. */
function bucketOf(date: string, granularity: 'day' | 'week' | 'month'): string {
  if (granularity === 'day') return date
  if (granularity === 'month') return `${date.slice(0, 7)}-01`
  const day = new Date(`${date}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7))
  return day.toISOString().slice(0, 10)
}
