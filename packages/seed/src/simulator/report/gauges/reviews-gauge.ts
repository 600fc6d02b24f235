import { mean, variance } from 'simple-statistics'
import type { World } from '../../world.ts'
import { type Check, type Gauge, percent, zBound } from '../check.ts'
import { judge } from '../judge.ts'
import { shares } from '../page/plot.ts'
import { type Estimate, fewestForError, shareOf } from '../statistics/estimate.ts'
import { RatioOfSums } from '../statistics/ratio-of-sums.ts'
import type { UserView } from '../user-view.ts'

/** Fewest reviews of a user or title that say something of it. */
const fewest = 5

/** Users who review: the points that each gives most are chance. */
const fewestForMode = 100

/** How users rate, and who does: checks 16 and 17. */
export class ReviewsGauge implements Gauge {
  readonly #world: World
  readonly #byUser: number[][] = []
  readonly #byTitle: number[][]
  readonly #points = new Array<number>(11).fill(0)
  readonly #users = { watching: 0, reviewing: 0 }

  constructor(world: World) {
    this.#world = world
    this.#byTitle = world.titles.map(() => [])
  }

  add(user: UserView): void {
    if (user.playsTo > user.playsFrom) this.#users.watching++
    if (user.reviews.length > 0) this.#users.reviewing++
    const own = user.reviews.map(({ rating }) => rating / 2)
    if (own.length > 0) this.#byUser.push(own)
    for (const { title, rating } of user.reviews) {
      this.#byTitle[title]?.push(rating / 2)
      const point = Math.round(rating)
      this.#points[point] = (this.#points[point] ?? 0) + 1
    }
  }

  checks(): Check[] {
    return [this.#ratings(), this.#reviewers()]
  }

  #ratings(): Check {
    const middle = this.#meanOf((stars) => stars)
    const squares = this.#meanOf((stars) => (stars - middle.value) ** 2)
    const deviation = Math.sqrt(squares.value)
    const users = between(this.#byUser, middle.value)
    const titles = between(this.#byTitle, middle.value)
    const most = Math.max(...this.#points)
    const mode = this.#points.indexOf(most)
    const atEight = this.#points[8] ?? 0
    return {
      number: 16,
      effect: 'rating_spread',
      fact: 'Ratings are of the user, of the title, and of the day',
      target:
        'mean 3.5 ± 0.1, deviation 1.04 ± 0.05 stars; of users 0.48, of titles 0.44 (variance ± 10 %), within their intervals; most often 8 of 10',
      measured: `${middle.value.toFixed(2)}, ${deviation.toFixed(2)}; ${Math.sqrt(users.value).toFixed(3)}, ${Math.sqrt(titles.value).toFixed(3)}; ${mode}`,
      sample: `${this.#points.reduce((sum, count) => sum + count, 0)} reviews, ${users.groups} users and ${titles.groups} titles with ${fewest} and more`,
      ...judge(this.#world, {
        measures: [
          { ...middle, range: [3.4, 3.6] },
          { value: deviation, error: squares.error / (2 * deviation), range: [0.99, 1.09] },
          { ...users, range: [0.9 * 0.48 ** 2, 1.1 * 0.48 ** 2] },
          { ...titles, range: [0.9 * 0.44 ** 2, 1.1 * 0.44 ** 2] },
        ],
        tests: [
          {
            passed: most - atEight <= zBound * Math.sqrt(most + atEight),
            of: this.#users.reviewing,
            fewest: fewestForMode,
          },
        ],
      }),
      plot: {
        kind: 'chart',
        x: { label: 'points' },
        y: { label: 'reviews, %' },
        series: [{ name: 'measured', as: 'bars', points: shares(this.#points).slice(1) }],
      },
    }
  }

  /** Of all reviews. Those of a user are alike, and those of a title: its error holds the differences of both. */
  #meanOf(measure: (stars: number) => number): Estimate {
    const [users, titles] = [this.#byUser, this.#byTitle].map((groups) => {
      const mean = new RatioOfSums()
      for (const stars of groups)
        mean.add(
          stars.reduce((sum, star) => sum + measure(star), 0),
          stars.length,
        )
      return mean.estimate
    })
    return {
      value: users?.value ?? Number.NaN,
      error: Math.hypot(users?.error ?? Number.NaN, titles?.error ?? 0),
    }
  }

  #reviewers(): Check {
    const { watching, reviewing } = this.#users
    const share = shareOf(reviewing, watching)
    return {
      number: 17,
      effect: 'few_reviewers',
      fact: 'Nine of ten never write',
      target: 'users with a review 8–12 %, within its interval',
      measured: `${percent(share.value)} ± ${percent(share.error, 2)}`,
      sample: `${watching} users who watched`,
      ...judge(this.#world, { measures: [{ ...share, range: [0.08, 0.12] }] }),
      plot: {
        kind: 'ranges',
        items: [{ name: 'users with a review', value: share.value, from: 0.08, to: 0.12 }],
      },
    }
  }
}

interface SharedVariance extends Estimate {
  groups: number
}

/** Variance of what a group's members share: the mean product of two of a group, each group of five and more counting alike. */
function between(all: readonly number[][], middle: number): SharedVariance {
  const groups = all.filter(({ length }) => length >= fewest)
  const products = groups.map((values) => {
    const sum = values.reduce((total, value) => total + value - middle, 0)
    const squares = values.reduce((total, value) => total + (value - middle) ** 2, 0)
    return (sum * sum - squares) / (values.length * (values.length - 1))
  })
  const enough = products.length >= fewestForError
  return {
    value: products.length === 0 ? Number.NaN : Math.max(0, mean(products)),
    error: enough ? Math.sqrt(variance(products) / products.length) : Number.POSITIVE_INFINITY,
    groups: products.length,
  }
}
