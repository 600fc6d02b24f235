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
  const values = Float64Array.from(days, ({ value, weight = 1 }) => value / weight)
  const expected = values.map((_, at) => expectedAt(values, at))
  // How far each day was from what was expected, as a share of it.
  const misses = values.map((value, at) => Math.abs(value / (expected[at] || Number.NaN) - 1))
  const unusual: UnusualDay[] = []
  for (const [at, { date, value, weight = 1 }] of days.entries()) {
    const forecast = (expected[at] ?? 0) * weight
    if (at < memory || !(forecast > 0)) continue
    const usualMiss = median(misses.subarray(at - memory, at))
    if (Number.isNaN(usualMiss)) continue
    // What ten times as many are counted in differs by a third as much.
    const spread = (deviations * madToDeviation * usualMiss * forecast) / Math.sqrt(weight)
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

/** 0 where there are too few days before. */
function expectedAt(values: Float64Array, at: number): number {
  if (at < weeks * week) return 0
  const sameWeekday = Float64Array.from({ length: weeks }, (_, back) => values[at - (back + 1) * week] ?? 0)
  const lately = median(values.subarray(at - 4 * week, at))
  const before = median(values.subarray(at - weeks * week, at))
  return before > 0 ? (median(sameWeekday) * lately) / before : 0
}

/** NaN where one of them is. */
function median(values: Float64Array): number {
  // Numbers are sorted without a comparison of ours, with NaN last.
  const sorted = values.slice().sort()
  const middle = sorted.length >> 1
  const high = sorted[middle] ?? 0
  if (Number.isNaN(sorted[sorted.length - 1])) return Number.NaN
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? 0) + high) / 2
}
