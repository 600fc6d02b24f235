/** Numbers and dates as people read them, the same on every page. Days and months are UTC. */

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 })
const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 })
const oneDecimal = new Intl.NumberFormat('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 })
const units = [
  { from: 1e11, size: 1e9, sign: 'B' },
  { from: 1e8, size: 1e6, sign: 'M' },
  { from: 1e5, size: 1e3, sign: 'K' },
] as const
const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' })
const wholeDollars = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  maximumFractionDigits: 0,
})
const compactDollars = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  notation: 'compact',
  // Left out, some versions of Node.js write $27.0K where browsers write $27K, and the page would not fit what the server sent.
  minimumFractionDigits: 0,
  maximumFractionDigits: 1,
})
const percent = new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 1 })
const shortMonths = monthNames('short')
const longMonths = monthNames('long')
const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' })

export const formatNumber = (value: number) =>
  Math.abs(value) < 100_000 ? whole.format(value) : compact.format(value)
/** Of a table: every digit, so that rows can be compared. */
export const formatExactNumber = (value: number) => whole.format(value)
/** How numbers that stand below each other are written: all in one unit, that of the largest, and with one decimal where that is K, M or B. */
export function numberFormat(values: readonly number[]): (value: number) => string {
  const largest = Math.max(...values.map(Math.abs))
  const unit = units.find(({ from }) => largest >= from)
  if (unit === undefined) return formatExactNumber
  return (value) => {
    const written = oneDecimal.format(Math.abs(value) / unit.size)
    const few = value !== 0 && Number(written) === 0
    if (few) return `${value < 0 ? '>-' : '<'}0.1${unit.sign}`
    return `${value < 0 ? '-' : ''}${written}${unit.sign}`
  }
}
/** In a place for five characters: 9,999, 86.3K. */
export const formatShortNumber = (value: number) =>
  Math.abs(value) < 10_000 ? whole.format(value) : compact.format(value)
/** With its decimal, so that 8.0 stands beside 6.5. */
export const formatRating = (value: number) => value.toFixed(1)
export const formatMoney = (value: number) => dollars.format(value)
export const formatWholeMoney = (value: number) => wholeDollars.format(value)
/** For axes: $4,210, $12.3K. */
export const formatCompactMoney = (value: number) =>
  Math.abs(value) < 10_000 ? wholeDollars.format(value) : compactDollars.format(value)
/** A share from 0 to 1; null is a ratio whose denominator is 0. */
export const formatShare = (value: number | null) => (value === null ? 'n/a' : percent.format(value))
/** Of `2024-09`: Sep 2024. */
export const formatMonth = (month: string) => `${monthOf(month, shortMonths)} ${month.slice(0, 4)}`
/** Of `2024-09`: September 2024. */
export const formatLongMonth = (month: string) => `${monthOf(month, longMonths)} ${month.slice(0, 4)}`
/** Of `2024-09-12`: 12 Sep. */
export const formatShortDay = (day: string) => `${Number(day.slice(8))} ${monthOf(day, shortMonths)}`
/** Of `2024-09-12`: 12 Sep 2024. */
export const formatDay = (day: string) => `${formatShortDay(day)} ${day.slice(0, 4)}`
/** How days that stand together are written: without their year where all have the same. */
export function dayFormat(days: readonly string[]): (day: string) => string {
  return new Set(days.map((day) => day.slice(0, 4))).size > 1 ? formatDay : formatShortDay
}
/** Whether a text is a day that exists, written as the API takes it. */
export function isDay(text: string): boolean {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text
}
/** Of the days of a filter, both included: “all time” where there is none. What is no day is shown as it came. */
export function formatPeriod({
  start_date,
  end_date,
}: {
  start_date?: string | undefined
  end_date?: string | undefined
}): string {
  if (start_date === undefined && end_date === undefined) return 'all time'
  const long = (day: string) => (isDay(day) ? formatDay(day) : day)
  if (start_date === undefined) return `to ${long(end_date ?? '')}`
  if (end_date === undefined) return `from ${long(start_date)}`
  if (start_date === end_date) return long(start_date)
  const first = isDay(start_date) ? dayFormat([start_date, end_date])(start_date) : start_date
  return `${first} to ${long(end_date)}`
}
/** Of `2024-09-12T07:53:29.000Z`: 12 Sep 2024, 07:53. */
export const formatInstant = (text: string) =>
  `${formatDay(text.slice(0, 10))}, ${time.format(new Date(text))}`
export const formatCount = (value: number, singular: string, plural = `${singular}s`) =>
  `${formatNumber(value)} ${value === 1 ? singular : plural}`

/** From January on; a page has hundreds of days, and there are twelve names. */
function monthNames(month: 'short' | 'long'): string[] {
  const format = new Intl.DateTimeFormat('en-US', { month, timeZone: 'UTC' })
  return Array.from({ length: 12 }, (_, index) => format.format(Date.UTC(2024, index)))
}

function monthOf(date: string, names: readonly string[]): string {
  return names[Number(date.slice(5, 7)) - 1] ?? ''
}
