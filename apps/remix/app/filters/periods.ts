/** Periods that are chosen by name, and end with the data. */
export const periods = [
  { value: '30-days', label: '30 days' },
  { value: '90-days', label: '90 days' },
  { value: '12-months', label: '12 months' },
  { value: 'year-to-date', label: 'Year to date' },
] as const
export type PeriodName = (typeof periods)[number]['value']

const dayMs = 86_400_000

/**
 * The days of a period that ends on a day, both included. Pure.
 * @param end such as `2024-09-30`
 */
export function daysOfPeriod(name: PeriodName, end: string): { start_date: string; end_date: string } {
  return { start_date: startOf(name, end), end_date: end }
}

function startOf(name: PeriodName, end: string): string {
  if (name === 'year-to-date') return `${end.slice(0, 4)}-01-01`
  if (name === '12-months') return dayAfter(yearBefore(end), 1)
  return dayAfter(end, name === '30-days' ? -29 : -89)
}

/** The same day of the year before; of 29 February the last of that February. */
function yearBefore(day: string): string {
  const before = `${String(Number(day.slice(0, 4)) - 1).padStart(4, '0')}${day.slice(4)}`
  return before.endsWith('-02-29') ? before.replace('-29', '-28') : before
}

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)
}
