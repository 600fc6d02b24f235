import { comparedPeriod, type Days } from '@streaming/trpc-router/compared-period'
import type { Choice } from './choose-one.ts'

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

export type Comparison = 'none' | 'previous' | 'year_before'

export const comparisonChoice: Choice<Comparison> = {
  name: 'compare',
  label: 'comparison',
  options: [
    { value: 'none', label: 'Nothing' },
    { value: 'previous', label: 'Period before' },
    { value: 'year_before', label: 'Year before' },
  ],
  usual: 'none',
}

/** Said where nothing can be compared. */
export const nothingBefore = 'Nothing is compared: there are no data of the time before.'

/** A period, and the one that it stands beside. */
export interface Compared {
  by: Exclude<Comparison, 'none'>
  now: Days
  before: Days
}

/**
 * What is compared with what; an open period begins and ends with the data.
 * @param data first and last day of the data; undefined and null where there are none
 * @returns undefined where nothing is to be compared, or there are no data of the time before
 */
export function comparisonOf(
  period: { start_date?: string | undefined; end_date?: string | undefined },
  compare: Comparison,
  data: { first: string | undefined; last: string | null },
): Compared | undefined {
  const [start_date, end_date] = [period.start_date ?? data.first, period.end_date ?? data.last]
  if (compare === 'none' || start_date === undefined || end_date === null || end_date < start_date)
    return undefined
  const now = { start_date, end_date }
  const before = comparedPeriod(now, compare)
  return before === undefined || before.end_date < (data.first ?? '')
    ? undefined
    : { by: compare, now, before }
}

/** First and last day of the data, as filters know them. */
export function dataSpan({ months, data_until }: { months: readonly string[]; data_until: string | null }) {
  const first = months.at(-1)
  return { first: first === undefined ? undefined : `${first}-01`, last: data_until }
}
