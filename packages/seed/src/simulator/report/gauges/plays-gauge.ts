import type { World } from '../../world.ts'
import { type Check, type Gauge, percent } from '../check.ts'
import { judge } from '../judge.ts'
import { shares as sharesOf } from '../page/plot.ts'
import { chiSquareBound, chiSquareOf, fewestForChiSquare } from '../statistics/chi-square.ts'
import { medianOf } from '../statistics/estimate.ts'
import { RatioOfSums } from '../statistics/ratio-of-sums.ts'
import type { UserView } from '../user-view.ts'

const longestRun = 8
/** Of fewer, the episodes of the most popular ones decide how long a binge is. */
const fewestTitles = 1_000
/** Sittings of three episodes or more are what is called a binge. */
const bingeEpisodes = 3

/** How far plays go, and how many follow each other: checks 6 and 7. */
export class PlaysGauge implements Gauge {
  readonly #world: World
  /** Plays by tenth of the title seen. */
  readonly #tenths = new Array<number>(10).fill(0)
  readonly #few = new RatioOfSums()
  readonly #all = new RatioOfSums()
  /** Of a tenth between, over the mean of the first and the last. */
  readonly #between = new RatioOfSums()
  /** Sittings with a series by episodes; one a user, so that they are independent. */
  readonly #runs = new Array<number>(longestRun + 1).fill(0)
  readonly #bingeMinutes: number[] = []

  constructor(world: World) {
    this.#world = world
  }

  add(user: UserView): void {
    const { plays } = user.batch
    const own = { few: 0, between: 0, all: 0 }
    for (let play = user.playsFrom; play < user.playsTo; play++) {
      const tenth = Math.min(9, Math.floor((plays.progress[play] ?? 0) / 1_000))
      this.#tenths[tenth] = (this.#tenths[tenth] ?? 0) + 1
      own[tenth === 0 ? 'few' : tenth === 9 ? 'all' : 'between']++
    }
    const total = own.few + own.between + own.all
    this.#few.add(own.few, total)
    this.#all.add(own.all, total)
    this.#between.add(own.between / 8, (own.few + own.all) / 2)
    const series = user.sittings.filter(({ title }) => !this.#world.titles[title]?.film)
    const one = series[user.user % Math.max(1, series.length)]
    if (one !== undefined) {
      const run = Math.min(one.plays, longestRun)
      this.#runs[run] = (this.#runs[run] ?? 0) + 1
    }
    const binge = series.find(({ plays: episodes }) => episodes >= bingeEpisodes)
    if (binge !== undefined) this.#bingeMinutes.push(binge.minutes)
  }

  checks(): Check[] {
    return [this.#completion(), this.#binge()]
  }

  #completion(): Check {
    const total = this.#tenths.reduce((sum, count) => sum + count, 0)
    const shares = this.#tenths.map((count) => count / total)
    return {
      number: 6,
      effect: 'completion_modes',
      fact: 'Plays are left within minutes or seen to the end (shares assumed)',
      target: 'under 10 %: 20–35 % of plays; over 90 %: 40–60 %; density between under 40 % of the ends’',
      measured: [this.#few, this.#all, this.#between]
        .map(({ estimate }) => percent(estimate.value))
        .join('; '),
      sample: `${total} plays`,
      ...judge(this.#world, {
        measures: [
          { ...this.#few.estimate, range: [0.2, 0.35] },
          { ...this.#all.estimate, range: [0.4, 0.6] },
          { ...this.#between.estimate, range: [0, 0.4] },
        ],
      }),
      plot: {
        kind: 'chart',
        x: { label: 'seen, %', names: shares.map((_, tenth) => `${tenth * 10}–${tenth * 10 + 10}`) },
        y: { label: 'plays, %' },
        series: [{ name: 'measured', as: 'bars', points: shares.map((share, tenth) => [tenth, share]) }],
      },
    }
  }

  #binge(): Check {
    const total = this.#runs.reduce((sum, count) => sum + count, 0)
    const next = 0.65
    const expected = this.#runs.map((_, length) =>
      length === 0 ? 0 : total * next ** (length - 1) * (length === longestRun ? 1 : 1 - next),
    )
    const chi = chiSquareOf(this.#runs.slice(1), expected.slice(1))
    const bound = chiSquareBound(longestRun - 1)
    const minutes = medianOf(this.#bingeMinutes)
    return {
      number: 7,
      effect: 'binge',
      fact: 'Episodes follow each other; a binge takes about 2 h 10 min',
      target: `episodes in a row geometric with 0.65 (chi² under ${bound.toFixed(0)}); median of three and more 110–150 min`,
      measured: `chi² ${chi.toFixed(1)}; ${minutes.value.toFixed(0)} min`,
      sample: `${total} sittings, one a user; ${this.#bingeMinutes.length} binges`,
      ...judge(this.#world, {
        measures: [{ ...minutes, range: [110, 150] }],
        tests: [{ passed: chi < bound, of: total, fewest: fewestForChiSquare(expected) }],
        fewest: { titles: fewestTitles },
      }),
      plot: {
        kind: 'chart',
        x: { label: `episodes in a row (${longestRun} and more)` },
        y: { label: 'sittings with a series, %' },
        series: [
          { name: 'measured', as: 'bars', points: sharesOf(this.#runs).slice(1) },
          { name: 'geometric, 0.65', as: 'line', points: sharesOf(expected).slice(1) },
        ],
      },
    }
  }
}
