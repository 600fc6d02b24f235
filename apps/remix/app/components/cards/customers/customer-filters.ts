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

/** Below a chart's axis; the month that is running is marked. */
export function monthLabel(month: string, today: string): string {
  return `${formatMonth(month)}${isIncomplete(`${month}-01`, 'month', today) ? ' (so far)' : ''}`
}
