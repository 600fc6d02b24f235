import { quantile } from 'simple-statistics'
import { weekMs } from '../../calendar.ts'
import { halfYearFrom } from '../../viewing/release-decay.ts'
import { popularity } from '../../weights/catalogue-weights.ts'
import type { World } from '../../world.ts'
import { type Check, type Gauge, percent } from '../check.ts'
import { judge } from '../judge.ts'
import { histogram, type Plot } from '../page/plot.ts'
import { type Decay, decayOf } from '../statistics/decay.ts'
import { medianOf } from '../statistics/estimate.ts'
import { add, giniOf, headSlope, slopeOf } from '../statistics/power-law.ts'
import type { UserView } from '../user-view.ts'

const decayWeeks = 8
/** A ranking of fewer has another shape: published ones are of services with thousands. */
const fewestTitles = 2_000
/** Of a title in a half year, on average: with fewer, it is chance that ranks most of them. */
const fewestHours = 20
/** Of a list of ten in a week, for the same reason. */
const fewestWeekly = 100

/** Hours of each title and week: checks 1, 2 and 3. */
export class TitlesGauge implements Gauge {
  readonly #world: World
  readonly #hours: Float64Array

  constructor(world: World) {
    this.#world = world
    this.#hours = new Float64Array(world.titles.length * world.calendar.weeks)
  }

  add({ batch: { plays }, playsFrom, playsTo }: UserView): void {
    const { titles, calendar } = this.#world
    for (let play = playsFrom; play < playsTo; play++) {
      const title = plays.title[play] ?? 0
      const week = Math.floor(((plays.at[play] ?? 0) - calendar.start) / weekMs)
      const hours = ((titles[title]?.minutes ?? 0) * (plays.progress[play] ?? 0)) / 600_000
      const cell = title * calendar.weeks + week
      this.#hours[cell] = (this.#hours[cell] ?? 0) + hours
    }
  }

  checks(): Check[] {
    return [this.#popularity(), this.#weeklyTop(), this.#decay()]
  }

  #popularity(): Check {
    const { weeks } = this.#world.calendar
    const from = halfYearFrom(this.#world.calendar)
    const hours = this.#world.titles
      .map((_, title) => this.#hours.subarray(title * weeks + from, (title + 1) * weeks).reduce(add, 0))
      .sort((a, b) => b - a)
    const total = hours.reduce(add, 0)
    const share = (part: number) => hours.slice(0, Math.round(hours.length * part)).reduce(add, 0) / total
    const shares = [share(0.01), share(0.1), share(0.2)] as const
    const { slope, gini } = { slope: headSlope(hours), gini: giniOf(hours) }
    const near = (value: number, target: number) => Math.abs(value - target) <= 0.03
    return {
      number: 1,
      effect: 'popularity',
      fact: 'Few titles take most hours of a half year',
      target: 'top 1, 10, 20 % of titles: 23.9, 68, 85.6 % ± 3; slope 0.4–0.6; Gini 0.78–0.82',
      measured: `${shares.map((value) => percent(value)).join(', ')}; ${slope.toFixed(2)}; ${gini.toFixed(3)}`,
      sample: `${hours.length} titles, ${Math.round(total)} hours`,
      ...judge(this.#world, {
        tests: [
          {
            passed:
              near(shares[0], 0.239) &&
              near(shares[1], 0.68) &&
              near(shares[2], 0.856) &&
              within(slope, [0.4, 0.6]) &&
              within(gini, [0.78, 0.82]),
            of: total,
            fewest: fewestHours * hours.length,
          },
        ],
        fewest: { titles: fewestTitles },
      }),
      plot: popularityPlot(hours, total),
    }
  }

  #weeklyTop(): Check {
    const { weeks } = this.#world.calendar
    const slopes: number[] = []
    for (let week = 0; week < weeks; week++)
      for (const film of [false, true]) {
        const top = this.#world.titles
          .flatMap((title, index) => (title.film === film ? [this.#hours[index * weeks + week] ?? 0] : []))
          .sort((a, b) => b - a)
          .slice(0, 10)
          .filter((hours) => hours > 0)
        if (top.length === 10) slopes.push(-slopeOf(top.map((hours, rank) => [rank + 1, hours])))
      }
    const middle = medianOf(slopes)
    const total = this.#hours.reduce(add, 0)
    const quartiles = slopes.length === 0 ? [] : quantile(slopes, [0.25, 0.75])
    return {
      number: 2,
      effect: 'weekly_top',
      fact: 'Hours fall with the rank in weekly top tens',
      target: 'median slope 0.75–1.15',
      measured: `${middle.value.toFixed(2)} (quartiles ${quartiles.map((value) => value.toFixed(2)).join('–')})`,
      sample: `${slopes.length} lists`,
      ...judge(this.#world, {
        measures: [{ ...middle, range: [0.75, 1.15] }],
        // Lists of weeks that follow each other share titles, so that the error of their median is said too small.
        enough: { of: total, fewest: fewestWeekly * slopes.length },
        fewest: { titles: fewestTitles },
      }),
      plot: {
        kind: 'chart',
        x: { label: 'slope' },
        y: { label: 'weekly lists, %' },
        series: [{ name: 'measured', as: 'bars', points: histogram(slopes, 0.1) }],
      },
    }
  }

  #decay(): Check {
    const series = this.#byAge(false)
    const films = this.#byAge(true)
    const [a, b] = [series.exponent, films.exponent]
    const better = series.powerFitsBetter && films.powerFitsBetter
    return {
      number: 3,
      effect: 'release_decay',
      fact: 'A title’s hours fall as a power of its age in weeks',
      target: 'exponent of series 1.4–1.8, of films 1.6–2.4; a power fits better than an exponential (AIC)',
      measured: `${a.value.toFixed(2)}, ${b.value.toFixed(2)}; ${better ? 'better' : 'worse'}`,
      sample: `${series.titles} series, ${films.titles} films, first ${decayWeeks} weeks`,
      ...judge(this.#world, {
        measures: [
          { ...a, range: [1.4, 1.8] },
          { ...b, range: [1.6, 2.4] },
        ],
        by: 'titles',
        tests: [{ passed: better, of: Math.min(series.titles, films.titles), fewest: 40 }],
      }),
      plot: {
        kind: 'chart',
        x: { label: 'week since release', scale: 'log' },
        y: { label: 'hours over the first week’s, %', scale: 'log' },
        series: [
          { name: 'series', as: 'line', points: overFirst(series.hours) },
          { name: 'films', as: 'line', points: overFirst(films.hours) },
        ],
      },
    }
  }

  /** Hours by age in weeks, of titles whose first weeks are all inside, each over the hours of that week. */
  #byAge(film: boolean): Decay {
    const { titles, calendar } = this.#world
    const weekly = Array.from({ length: calendar.weeks }, (_, week) =>
      titles.reduce((sum, _title, index) => sum + (this.#hours[index * calendar.weeks + week] ?? 0), 0),
    )
    const own: number[][] = []
    for (const [index, title] of titles.entries()) {
      if (title.film !== film || title.release_week < 0) continue
      if (title.release_week + decayWeeks >= calendar.weeks) continue
      own.push(
        Array.from({ length: decayWeeks }, (_, age) => {
          const week = title.release_week + age
          return (this.#hours[index * calendar.weeks + week] ?? 0) / (weekly[week] || 1)
        }),
      )
    }
    return decayOf(own)
  }
}

function within(value: number, [low, high]: readonly [number, number]): boolean {
  return value >= low && value <= high
}

function overFirst(hours: number[]): [number, number][] {
  return hours.map((value, age) => [age + 1, value / (hours[0] || 1)])
}

/** A dot for ranks that are apart on a logarithmic axis, and the published curve. */
function popularityPlot(hours: number[], total: number): Plot {
  const ranks = [...new Set(Array.from({ length: 60 }, (_, n) => Math.round(hours.length ** (n / 59))))]
  const whole = hours.reduce((sum, _, index) => sum + popularity(index + 1, hours.length), 0)
  return {
    kind: 'chart',
    x: { label: 'rank of the title', scale: 'log' },
    y: { label: 'share of hours, %', scale: 'log' },
    series: [
      { name: 'measured', as: 'dots', points: ranks.map((rank) => [rank, (hours[rank - 1] ?? 0) / total]) },
      {
        name: 'published',
        as: 'line',
        points: ranks.map((rank) => [rank, popularity(rank, hours.length) / whole]),
      },
    ],
  }
}
