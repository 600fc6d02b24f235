import { formatMonth, formatPeriod } from '../../../display/format.ts'
import { isIncomplete } from '../../../display/is-incomplete.ts'

/** What cards about customers can be filtered by. */
export interface CustomerFilters {
  start_date?: string | undefined
  end_date?: string | undefined
  plan?: string | undefined
}

/** After a card's title: for when, and for which plan. */
export function forFilters({ plan, ...period }: CustomerFilters): string {
  return `${formatPeriod(period)}${plan === undefined ? '' : ` — ${plan}`}`
}

/** The same where whole months are shown: those that have a day of the period. */
export function forMonths({ plan, start_date, end_date }: CustomerFilters): string {
  return `${monthsTouched(start_date, end_date)}${plan === undefined ? '' : ` — ${plan}`}`
}

function monthsTouched(start_date: string | undefined, end_date: string | undefined): string {
  const month = (day: string) => formatMonth(day.slice(0, 7))
  if (start_date === undefined) return end_date === undefined ? 'all time' : `to ${month(end_date)}`
  if (end_date === undefined) return `from ${month(start_date)}`
  return start_date.slice(0, 7) === end_date.slice(0, 7)
    ? month(start_date)
    : `${month(start_date)} to ${month(end_date)}`
}

/** Below a chart's axis; the month that is running is marked. */
export function monthLabel(month: string, today: string): string {
  return `${formatMonth(month)}${isIncomplete(`${month}-01`, 'month', today) ? ' (so far)' : ''}`
}
