import { dayMs } from '../../calendar.ts'
import { genreShares } from '../../weights/catalogue-weights.ts'
import { hourWeights } from '../../weights/viewing-weights.ts'
import type { World } from '../../world.ts'
import { type Check, type Gauge, meets, within } from '../check.ts'
import { shares } from '../page/plot.ts'
import { chiSquareBound, chiSquareOf } from '../statistics/chi-square.ts'
import type { UserView } from '../user-view.ts'

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
    const chi = chiSquareOf(
      this.#single,
      hourWeights.map((weight) => (total * weight) / weights),
    )
    const bound = chiSquareBound(23)
    const busiest = this.#all.indexOf(Math.max(...this.#all))
    const peak = Math.max(...this.#all) / Math.max(1, Math.min(...this.#all))
    const comedy = this.#lift('Comedy', 6)
    const thriller = this.#lift('Thriller', 21)
    return [
      {
        number: 8,
        effect: 'hour_of_day',
        fact: 'Evenings are busiest; comedy belongs to the morning, thrillers to the night',
        target: `busiest hour 20–22; peak over trough 6–10; chi² under ${bound.toFixed(0)}; comedy at 6 h +34 %, thriller at 21 h +27 %, within their intervals`,
        measured: `${busiest} h; ${peak.toFixed(1)}; chi² ${chi.toFixed(1)}; ${signed(comedy.lift)}, ${signed(thriller.lift)}`,
        sample: `${this.#all.reduce((sum, count) => sum + count, 0)} sittings; chi² of ${total}, one a user`,
        passed:
          total < 2_000
            ? undefined
            : within(busiest, [20, 22]) &&
              within(peak, [6, 10]) &&
              chi < bound &&
              meets(comedy.lift, comedy.error, [1.31, 1.37]) &&
              meets(thriller.lift, thriller.error, [1.24, 1.3]),
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
  #lift(name: string, hour: number): { lift: number; error: number } {
    const counts = this.#byGenre[genreShares.findIndex((genre) => genre.name === name)] ?? []
    const day = counts.reduce((sum, count) => sum + count, 0)
    const all = this.#all.reduce((sum, count) => sum + count, 0)
    const [at, allAt] = [counts[hour] ?? 0, this.#all[hour] ?? 0]
    const lift = at / allAt / (day / all)
    return { lift, error: lift * Math.sqrt(1 / at + 1 / day) }
  }
}

function signed(lift: number): string {
  return `${lift >= 1 ? '+' : ''}${((lift - 1) * 100).toFixed(0)} %`
}
