import { sampleCorrelation } from 'simple-statistics'
import { dayMs } from '../../calendar.ts'
import { monthWeights } from '../../weights/viewing-weights.ts'
import type { World } from '../../world.ts'
import type { Check, Gauge } from '../check.ts'
import { judge, type Measure } from '../judge.ts'
import { extentOf } from '../spells.ts'
import type { Estimate } from '../statistics/estimate.ts'
import { RatioOfSums } from '../statistics/ratio-of-sums.ts'
import type { UserView } from '../user-view.ts'

/** Of the year. Of fewer, it is not known what the mean is. */
const fewestMonths = 6
const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** How much subscribers watch in which month: check 9. */
export class SeasonGauge implements Gauge {
  readonly #world: World
  /** Hours a subscriber and day, by month of the year. */
  readonly #rates = monthWeights.map(() => new RatioOfSums())
  #users = 0

  constructor(world: World) {
    this.#world = world
  }

  add(user: UserView): void {
    const { calendar, scenario } = this.#world
    const days = new Array<number>(12).fill(0)
    const hours = new Array<number>(12).fill(0)
    for (const trial of user.trials) this.#addDays(days, trial, trial + scenario.trial.days * dayMs)
    for (const spell of user.spells) {
      const [from, to] = extentOf(spell, calendar.start)
      this.#addDays(days, from, Math.min(to, calendar.end))
    }
    for (const { at, minutes } of user.sittings) {
      const month = this.#monthOf(at)
      if (month > 0) addTo(hours, calendar.monthOfYear(month), minutes / 60)
    }
    for (const [month, rate] of this.#rates.entries()) rate.add(hours[month] ?? 0, days[month] ?? 0)
    this.#users++
  }

  checks(): Check[] {
    const { calendar } = this.#world
    const rates = this.#rates.flatMap(({ estimate }, month) =>
      Number.isNaN(estimate.value) ? [] : [{ ...estimate, month, published: monthWeights[month] ?? 1 }],
    )
    // As if the months that there are had the mean of the published ones of the same months.
    const scale = sum(rates.map(({ published }) => published)) / sum(rates.map(({ value }) => value))
    const months = rates.map(({ month, value, error, published }) => ({
      month,
      published,
      value: value * scale,
      error: error * scale,
    }))
    const correlation = months.length < 2 ? Number.NaN : correlationOf(months)
    const slope = slopeOf(months)
    const deviation = Math.max(...months.map(({ value, published }) => Math.abs(value - published)))
    return [
      {
        number: 9,
        effect: 'season',
        fact: 'Winter is watched through, summer is not',
        target: 'correlation with the published months over 0.9, none off by 0.05, within their intervals',
        measured: `${correlation.toFixed(3)}; ${deviation.toFixed(3)}`,
        sample: `${calendar.months - 1} months, ${this.#users} users`,
        ...judge(this.#world, {
          measures: [
            // Whether months differ at all as published ones do: none, and the slope is 0.
            { ...slope, range: [0.75, 1.25] },
            ...months.map(
              (month): Measure => ({ ...month, range: [month.published - 0.05, month.published + 0.05] }),
            ),
          ],
          // Months with errors correlate less (Spearman 1904), and by chance: where these are small.
          tests:
            noiseOf(months) < 0.05
              ? [{ passed: correlation > 0.9, of: months.length, fewest: fewestMonths }]
              : [],
          fewest: { months: fewestMonths + 1 },
        }),
        plot: {
          kind: 'chart',
          x: { label: 'month', names: monthNames },
          y: { label: 'hours a subscriber and day over the year’s mean' },
          series: [
            {
              name: 'measured',
              as: 'bars',
              points: months.map(({ month, value }) => [month, value]),
            },
            { name: 'published', as: 'line', points: monthWeights.map((weight, month) => [month, weight]) },
          ],
        },
      },
    ]
  }

  #monthOf(at: number): number {
    const { calendar } = this.#world
    let month = Math.min(calendar.months - 1, Math.floor((at - calendar.start) / (31 * dayMs)))
    while (month < calendar.months - 1 && at >= calendar.monthStart(month + 1)) month++
    return month
  }

  /** By month of the year. The first month is left out: who leaves in it before the first charge is in no table. */
  #addDays(days: number[], from: number, to: number): void {
    const { calendar } = this.#world
    for (let month = 1; month < calendar.months; month++) {
      const [start, end] = [calendar.monthStart(month), calendar.monthStart(month + 1)]
      const overlap = Math.min(to, end) - Math.max(from, start)
      if (overlap > 0) addTo(days, calendar.monthOfYear(month), overlap / dayMs)
    }
  }
}

interface MonthIndex extends Estimate {
  month: number
  published: number
}

function correlationOf(months: readonly MonthIndex[]): number {
  return sampleCorrelation(
    months.map(({ value }) => value),
    months.map(({ published }) => published),
  )
}

/** Of the measured months on the published ones, by least squares: 1 where they are alike. */
function slopeOf(months: readonly MonthIndex[]): Estimate {
  const middle = meanOf(months)
  const squares = sum(months.map(({ published }) => (published - middle) ** 2))
  return {
    value: sum(months.map(({ value, published }) => (value - middle) * (published - middle))) / squares,
    error:
      Math.sqrt(sum(months.map(({ error, published }) => (error * (published - middle)) ** 2))) / squares,
  }
}

/** Variance of the months' errors over that of the published months. */
function noiseOf(months: readonly MonthIndex[]): number {
  const middle = meanOf(months)
  return (
    sum(months.map(({ error }) => error ** 2)) / sum(months.map(({ published }) => (published - middle) ** 2))
  )
}

/** Of the published months, which is that of the measured ones, too. */
function meanOf(months: readonly MonthIndex[]): number {
  return sum(months.map(({ published }) => published)) / months.length
}

function addTo(sums: number[], at: number, value: number): void {
  sums[at] = (sums[at] ?? 0) + value
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
