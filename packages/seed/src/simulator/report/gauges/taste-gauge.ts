import { genreShares } from '../../weights/catalogue-weights.ts'
import type { World } from '../../world.ts'
import type { Check, Gauge } from '../check.ts'
import { judge } from '../judge.ts'
import { histogram } from '../page/plot.ts'
import { chiSquareBound, chiSquareOf } from '../statistics/chi-square.ts'
import { fewestForError, medianOf } from '../statistics/estimate.ts'
import type { UserView } from '../user-view.ts'

/** Fewest sittings from which a user's mix of genres can be seen. */
const fewest = 100

/** What users watch, against what all watch: check 18. */
export class TasteGauge implements Gauge {
  readonly #world: World
  readonly #all = new Array<number>(genreShares.length).fill(0)
  readonly #users: { counts: number[]; total: number }[] = []

  constructor(world: World) {
    this.#world = world
  }

  add(user: UserView): void {
    const counts = new Array<number>(genreShares.length).fill(0)
    let total = 0
    for (const { title } of user.sittings) {
      const genre = this.#world.titles[title]?.genre ?? 0
      counts[genre] = (counts[genre] ?? 0) + 1
      this.#all[genre] = (this.#all[genre] ?? 0) + 1
      total++
    }
    if (total >= fewest) this.#users.push({ counts, total })
  }

  checks(): Check[] {
    const total = this.#all.reduce((sum, count) => sum + count, 0)
    const mix = this.#all.map((count) => count / total)
    const variations = this.#users.map(
      ({ counts, total: own }) =>
        counts.reduce((sum, count, genre) => sum + Math.abs(count / own - (mix[genre] ?? 0)), 0) / 2,
    )
    const variation = medianOf(variations)
    const chi = this.#users.reduce(
      (sum, { counts, total: own }) =>
        sum +
        chiSquareOf(
          counts,
          mix.map((share) => share * own),
        ),
      0,
    )
    const bound = chiSquareBound(this.#users.length * (genreShares.length - 1))
    return [
      {
        number: 18,
        effect: 'taste',
        fact: 'Users’ genres differ from the mix of all',
        target: 'total variation, median 0.15–0.25; users and genres are not independent (chi²)',
        measured: `${variation.value.toFixed(3)}; ${chi > bound ? 'not independent' : 'independent'}`,
        sample: `${this.#users.length} users with ${fewest} sittings and more`,
        ...judge(this.#world, {
          measures: [{ ...variation, range: [0.15, 0.25] }],
          tests: [{ passed: chi > bound, of: this.#users.length, fewest: fewestForError }],
        }),
        plot: {
          kind: 'chart',
          x: { label: 'total variation between a user’s genres and all’s' },
          y: { label: 'users, %' },
          series: [{ name: 'measured', as: 'bars', points: histogram(variations, 0.025) }],
        },
      },
    ]
  }
}
