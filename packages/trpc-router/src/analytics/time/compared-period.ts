/** With what a period is compared. */
export const comparisons = ['previous', 'year_before'] as const
export type Comparison = (typeof comparisons)[number]

const dayMs = 86_400_000

export interface Days {
  start_date: string
  end_date: string
}

/**
 * The period of equal length before, or the same days of the year before (29 February: the 28th). Pure, and without imports: pages need
 * it, too.
 * @returns undefined where it would lie before the calendar
 */
export function comparedPeriod({ start_date, end_date }: Days, comparison: Comparison): Days | undefined {
  const compared =
    comparison === 'previous'
      ? { start_date: shifted(start_date, -daysOf(start_date, end_date)), end_date: shifted(start_date, -1) }
      : { start_date: yearBefore(start_date), end_date: yearBefore(end_date) }
  return /^\d{4}-/.test(compared.start_date) && compared.start_date >= '0001-01-01' ? compared : undefined
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
