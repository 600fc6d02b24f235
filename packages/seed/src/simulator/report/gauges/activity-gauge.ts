import { cumulativeStdNormalProbability, mean, standardDeviation } from 'simple-statistics'
import type { World } from '../../world.ts'
import { type Check, type Gauge, percent } from '../check.ts'
import { judge } from '../judge.ts'
import { histogram } from '../page/plot.ts'
import { topTenthOf } from '../statistics/estimate.ts'
import { RatioOfSums } from '../statistics/ratio-of-sums.ts'
import type { UserView } from '../user-view.ts'

const samples = 500
const binWidth = 0.25
/** Kolmogorov and Smirnov's D · sqrt(n) for one of all checks, mean and deviation being fitted (Lilliefors). */
const lilliefors = 1.3
const fewestForDistance = 100

/** Hours of users over a year: checks 4 and 5. */
export class ActivityGauge implements Gauge {
  readonly #world: World
  readonly #from: number
  readonly #hours: number[] = []
  readonly #filmShare = new RatioOfSums()
  #allHours = 0

  constructor(world: World) {
    this.#world = world
    this.#from = world.calendar.monthStart(Math.max(0, world.calendar.months - 12))
  }

  add(user: UserView): void {
    let [film, all, recent] = [0, 0, 0]
    for (const { title, minutes, at } of user.sittings) {
      all += minutes / 60
      if (this.#world.titles[title]?.film) film += minutes / 60
      if (at >= this.#from) recent += minutes / 60
    }
    this.#filmShare.add(film, all)
    this.#allHours += all
    const steady = user.spells.some(
      ({ beginsInside, months, end }) =>
        end === undefined && (!beginsInside || (months[0]?.due ?? Number.POSITIVE_INFINITY) < this.#from),
    )
    if (steady && recent > 0) this.#hours.push(recent)
  }

  checks(): Check[] {
    return [this.#films(), this.#spread()]
  }

  #films(): Check {
    const { value, error } = this.#filmShare.estimate
    return {
      number: 4,
      effect: 'film_share',
      fact: 'Films take 27 % of hours',
      target: '26–28 %, within its interval',
      measured: `${percent(value)} ± ${percent(error, 2)}`,
      sample: `${Math.round(this.#allHours)} hours`,
      ...judge(this.#world, { measures: [{ value, error, range: [0.26, 0.28] }] }),
      plot: {
        kind: 'ranges',
        items: [{ name: 'films', value, from: 0.26, to: 0.28 }],
      },
    }
  }

  #spread(): Check {
    const hours = this.#hours
    const logs = everyNth(hours, samples).map(Math.log)
    const distance = logs.length < 2 ? 1 : normalDistance(logs)
    const bound = lilliefors / Math.sqrt(logs.length)
    const top = topTenthOf(hours)
    const sigma = logs.length < 2 ? Number.NaN : standardDeviation(logs)
    return {
      number: 5,
      effect: 'activity_spread',
      fact: 'Users’ hours are log-normal: a tenth of them watch two fifths',
      target: `sigma 0.85–1.15; D under ${bound.toFixed(3)}; top tenth 35–50 %`,
      measured: `${sigma.toFixed(2)}; ${distance.toFixed(3)}; ${percent(top.value)}`,
      sample: `${hours.length} subscribers of the whole last year, D of ${logs.length}`,
      ...judge(this.#world, {
        measures: [
          // The standard error of a normal's deviation.
          { value: sigma, error: sigma / Math.sqrt(2 * logs.length), range: [0.85, 1.15] },
          { ...top, range: [0.35, 0.5] },
        ],
        tests: [{ passed: distance < bound, of: logs.length, fewest: fewestForDistance }],
      }),
      plot: {
        kind: 'chart',
        x: { label: 'ln of hours in the last year' },
        y: { label: 'users, %' },
        series: [
          { name: 'measured', as: 'bars', points: histogram(hours.map(Math.log), binWidth) },
          { name: 'log-normal', as: 'line', points: normalCurve(logs, sigma) },
        ],
      },
    }
  }
}

function normalCurve(values: number[], sigma: number): [number, number][] {
  if (values.length < 2) return []
  const middle = mean(values)
  return Array.from({ length: 61 }, (_, n) => {
    const z = (n - 30) / 10
    return [middle + z * sigma, (binWidth * Math.exp((-z * z) / 2)) / (sigma * Math.sqrt(2 * Math.PI))]
  })
}

function everyNth(values: number[], wanted: number): number[] {
  const step = Math.max(1, values.length / wanted)
  return Array.from({ length: Math.min(wanted, values.length) }, (_, n) => values[Math.floor(n * step)] ?? 0)
}

/** Largest distance between the values' distribution and the normal one of their mean and deviation. */
function normalDistance(values: number[]): number {
  const [middle, spread] = [mean(values), standardDeviation(values)]
  const sorted = [...values].sort((a, b) => a - b)
  return Math.max(
    ...sorted.map((value, index) => {
      const expected = cumulativeStdNormalProbability((value - middle) / spread)
      return Math.max(expected - index / sorted.length, (index + 1) / sorted.length - expected)
    }),
  )
}
