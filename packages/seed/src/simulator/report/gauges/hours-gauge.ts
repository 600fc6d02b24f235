import { dayMs } from '../../calendar.ts'
import { genreShares } from '../../weights/catalogue-weights.ts'
import { hourWeights } from '../../weights/viewing-weights.ts'
import type { World } from '../../world.ts'
import { type Check, type Gauge, zBound } from '../check.ts'
import { judge } from '../judge.ts'
import { shares } from '../page/plot.ts'
import { chiSquareBound, chiSquareOf, fewestForChiSquare } from '../statistics/chi-square.ts'
import { type Estimate, ratioOfCounts } from '../statistics/estimate.ts'
import type { UserView } from '../user-view.ts'

const published: readonly number[] = hourWeights
const busiestHour = published.indexOf(Math.max(...published))
const quietestHour = published.indexOf(Math.min(...published))

/** Local hours at which sittings begin: check 8. */
export class HoursGauge implements Gauge {
  readonly #world: World
  readonly #zoneMs: readonly number[]
  /** One sitting a user. */
  readonly #single = new Array<number>(24).fill(0)
  readonly #all = new Array<number>(24).fill(0)
  readonly #byGenre = genreShares.map(() => new Array<number>(24).fill(0))

  constructor(world: World) {
    this.#world = world
    this.#zoneMs = world.scenario.zones.map(({ utc_offset }) => utc_offset * 60_000)
  }

  add(user: UserView): void {
    const zone = this.#zoneMs[user.zone] ?? 0
    const { sittings } = user
    for (const [index, { at, title }] of sittings.entries()) {
      const hour = Math.floor(((at + zone) % dayMs) / 3_600_000)
      this.#all[hour] = (this.#all[hour] ?? 0) + 1
      const genre = this.#byGenre[this.#world.titles[title]?.genre ?? 0]
      if (genre !== undefined) genre[hour] = (genre[hour] ?? 0) + 1
      if (index === user.user % sittings.length) this.#single[hour] = (this.#single[hour] ?? 0) + 1
    }
  }

  checks(): Check[] {
    const total = this.#single.reduce((sum, count) => sum + count, 0)
    const weights = hourWeights.reduce((sum, weight) => sum + weight, 0)
    const expected = hourWeights.map((weight) => (total * weight) / weights)
    const chi = chiSquareOf(this.#single, expected)
    const bound = chiSquareBound(23)
    const most = Math.max(...this.#all)
    const busiest = this.#all.indexOf(most)
    const evening = Math.max(...this.#all.slice(20, 23))
    // Of the hours that are published as the busiest and the quietest: the largest over the smallest of 24 counts is more by chance.
    const [atPeak = 0, atTrough = 0] = [busiestHour, quietestHour].map((hour) => this.#all[hour])
    const peak = ratioOfCounts(atPeak / atTrough, atPeak, atTrough)
    const comedy = this.#lift('Comedy', 6)
    const thriller = this.#lift('Thriller', 21)
    return [
      {
        number: 8,
        effect: 'hour_of_day',
        fact: 'Evenings are busiest; comedy belongs to the morning, thrillers to the night',
        target: `busiest hour 20–22; peak over trough 6–10; chi² under ${bound.toFixed(0)}; comedy at 6 h +34 %, thriller at 21 h +27 %, within their intervals`,
        measured: `${busiest} h; ${peak.value.toFixed(1)}; chi² ${chi.toFixed(1)}; ${signed(comedy.value)}, ${signed(thriller.value)}`,
        sample: `${this.#all.reduce((sum, count) => sum + count, 0)} sittings; chi² of ${total}, one a user`,
        ...judge(this.#world, {
          measures: [
            { ...peak, range: [6, 10] },
            { ...comedy, range: [1.31, 1.37] },
            { ...thriller, range: [1.24, 1.3] },
          ],
          tests: [
            { passed: chi < bound, of: total, fewest: fewestForChiSquare(expected) },
            // An hour that is busier than all of the evening is so by more than chance.
            { passed: most - evening <= zBound * Math.sqrt(most + evening), of: total, fewest: 1 },
          ],
        }),
        plot: {
          kind: 'chart',
          x: { label: 'local hour' },
          y: { label: 'sittings that begin, %' },
          series: [
            { name: 'measured', as: 'bars', points: shares(this.#all) },
            { name: 'target', as: 'line', points: shares(hourWeights) },
          ],
        },
      },
    ]
  }

  /** A genre's share at the hour over its share of the day. */
  #lift(name: string, hour: number): Estimate {
    const counts = this.#byGenre[genreShares.findIndex((genre) => genre.name === name)] ?? []
    const day = counts.reduce((sum, count) => sum + count, 0)
    const all = this.#all.reduce((sum, count) => sum + count, 0)
    const [at, allAt] = [counts[hour] ?? 0, this.#all[hour] ?? 0]
    return ratioOfCounts(at / allAt / (day / all), at, day)
  }
}

function signed(lift: number): string {
  return `${lift >= 1 ? '+' : ''}${((lift - 1) * 100).toFixed(0)} %`
}
