/** What a day is expected to hold, by weekday, season and trend, and which days are out of the ordinary. Pure; no day is a Date. */

export interface DayValue {
  date: string
  value: number
  /** How much the calendar lets this day hold, over an ordinary one; 1 when left out. */
  weight?: number
}

export interface DaysOptions {
  /** What one of what is counted is worth, in the days’ unit, such as USD a payment: 1 for counts. */
  worth?: number
}

export interface UnusualDay {
  date: string
  observed: number
  expected: number
  /** Between which a day is ordinary. */
  low: number
  high: number
}

/** Weeks of the same weekday that a day is held against. */
const weeks = 8
const week = 7
/** Days of residuals by which it is told how much days differ anyway. */
const memory = 56
/** A day is out of the ordinary beyond so many robust standard deviations. */
const deviations = 5
/** Of a normal distribution the median absolute deviation is the standard deviation divided by this. */
const madToDeviation = 1.4826

/**
 * The days that differ from what the eight same weekdays before them, and the level of the last four weeks, lead to expect. Medians
 * are used throughout, so that one odd day spoils no forecast (Rousseeuw and Croux, 1993, on the median absolute deviation). The first
 * sixteen weeks are never told: eight are for the forecast, eight for how far it is off.
 * @param days every day of a span, ascending
 */
export function unusualDays(days: readonly DayValue[], { worth = 1 }: DaysOptions = {}): UnusualDay[] {
  const values = days.map(({ value, weight = 1 }) => value / weight)
  const expected = values.map((_, at) => expectedAt(values, at))
  const residuals = values.map((value, at) => {
    const forecast = expected[at]
    return forecast === undefined || forecast <= 0 ? undefined : value / forecast - 1
  })
  const unusual: UnusualDay[] = []
  for (const [at, { date, value, weight = 1 }] of days.entries()) {
    const forecast = (expected[at] ?? 0) * weight
    const known = residuals.slice(Math.max(0, at - memory), at).filter((each) => each !== undefined)
    if (forecast <= 0 || known.length < memory) continue
    // What ten times as many are counted in differs by a third as much.
    const spread = (deviations * madToDeviation * median(known.map(Math.abs)) * forecast) / Math.sqrt(weight)
    const [least, most] = byChance(forecast / worth).map((count) => count * worth)
    const [low, high] = [
      Math.max(0, Math.min(forecast - spread, least ?? 0)),
      Math.max(forecast + spread, most ?? 0),
    ]
    if (value < low || value > high) unusual.push({ date, observed: value, expected: forecast, low, high })
  }
  return unusual
}

/**
 * Between which counts of this mean lie, with five standard deviations, by chance alone: quantiles of Poisson’s distribution by the first
 * terms of Cornish and Fisher (1938). Of one that is expected ten may come.
 */
function byChance(mean: number): [number, number] {
  const skew = (deviations ** 2 - 1) / 6
  return [mean - deviations * Math.sqrt(mean) + skew, mean + deviations * Math.sqrt(mean) + skew]
}

function expectedAt(values: readonly number[], at: number): number | undefined {
  if (at < weeks * week) return undefined
  const sameWeekday = Array.from({ length: weeks }, (_, back) => values[at - (back + 1) * week] ?? 0)
  const lately = median(values.slice(at - 4 * week, at))
  const before = median(values.slice(at - weeks * week, at))
  return before > 0 ? (median(sameWeekday) * lately) / before : undefined
}

function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort()
  const middle = Math.floor(sorted.length / 2)
  const [low = 0, high = 0] = [sorted[sorted.length % 2 === 1 ? middle : middle - 1], sorted[middle]]
  return (low + high) / 2
}
