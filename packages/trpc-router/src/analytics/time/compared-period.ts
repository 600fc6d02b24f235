import { badRequest } from '../../procedure/errors.ts'
import type { Period } from '../../procedure/fields/filters.ts'

/** With what a period is compared. */
export const comparisons = ['previous', 'year_before'] as const
export type Comparison = (typeof comparisons)[number]

const dayMs = 86_400_000

/**
 * The period of equal length before, or the same days of the year before (29 February: the 28th).
 * @throws TRPCError where one of the period's ends is open, or what it would be compared with lies before the calendar
 */
export function comparedPeriod(
  { start_date, end_date }: Period,
  comparison: Comparison,
): { start_date: string; end_date: string } {
  const open = start_date === undefined ? 'start_date' : 'end_date'
  if (start_date === undefined || end_date === undefined)
    throw badRequest(open, 'expected a day, so that there is a period of equal length, got none')
  const compared =
    comparison === 'previous'
      ? { start_date: shifted(start_date, -daysOf(start_date, end_date)), end_date: shifted(start_date, -1) }
      : { start_date: yearBefore(start_date), end_date: yearBefore(end_date) }
  if (compared.start_date < '0001-01-01')
    throw badRequest('compare', `expected a period that has one before it, got ${start_date} to ${end_date}`)
  return compared
}

function daysOf(first: string, last: string): number {
  return (Date.parse(`${last}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / dayMs + 1
}

function shifted(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)
}

function yearBefore(day: string): string {
  const year = String(Number(day.slice(0, 4)) - 1).padStart(4, '0')
  return `${year}${day.slice(4) === '-02-29' ? '-02-28' : day.slice(4)}`
}
