import { mean, standardDeviation, variance } from 'simple-statistics'
import type { World } from '../../world.ts'
import { type Check, type Gauge, percent, within } from '../check.ts'
import { shares } from '../page/plot.ts'
import type { UserView } from '../user-view.ts'

/** Fewest reviews of a user or title that say something of it. */
const fewest = 5

/** How users rate, and who does: checks 16 and 17. */
export class ReviewsGauge implements Gauge {
  readonly #stars: number[] = []
  readonly #byUser: number[][] = []
  readonly #byTitle: number[][]
  readonly #points = new Array<number>(11).fill(0)
  readonly #users = { watching: 0, reviewing: 0 }

  constructor(world: World) {
    this.#byTitle = world.titles.map(() => [])
  }

  add(user: UserView): void {
    if (user.playsTo > user.playsFrom) this.#users.watching++
    if (user.reviews.length > 0) this.#users.reviewing++
    const own = user.reviews.map(({ rating }) => rating / 2)
    if (own.length >= fewest) this.#byUser.push(own)
    for (const { title, rating } of user.reviews) {
      this.#stars.push(rating / 2)
      this.#byTitle[title]?.push(rating / 2)
      const point = Math.round(rating)
      this.#points[point] = (this.#points[point] ?? 0) + 1
    }
  }

  checks(): Check[] {
    return [this.#ratings(), this.#reviewers()]
  }

  #ratings(): Check {
    const enough = this.#stars.length >= 5_000
    const middle = enough ? mean(this.#stars) : Number.NaN
    const spread = enough ? standardDeviation(this.#stars) : Number.NaN
    const users = between(this.#byUser, middle)
    const titles = between(
      this.#byTitle.filter(({ length }) => length >= fewest),
      middle,
    )
    const mode = this.#points.indexOf(Math.max(...this.#points))
    const tenth = ({ deviation, error }: Part, target: number) =>
      Math.abs(deviation ** 2 / target ** 2 - 1) <= Math.max(0.1, 3 * error)
    return {
      number: 16,
      effect: 'rating_spread',
      fact: 'Ratings are of the user, of the title, and of the day',
      target:
        'mean 3.5 ± 0.1, deviation 1.04 ± 0.05 stars; of users 0.48, of titles 0.44 (variance ± 10 %, or three standard errors); most often 8 of 10',
      measured: `${middle.toFixed(2)}, ${spread.toFixed(2)}; ${users.deviation.toFixed(3)}, ${titles.deviation.toFixed(3)}; ${mode}`,
      sample: `${this.#stars.length} reviews, ${users.groups} users and ${titles.groups} titles with ${fewest} and more`,
      passed:
        !enough || users.groups < 200 || titles.groups < 100
          ? undefined
          : within(middle, [3.4, 3.6]) &&
            within(spread, [0.99, 1.09]) &&
            tenth(users, 0.48) &&
            tenth(titles, 0.44) &&
            mode === 8,
      plot: {
        kind: 'chart',
        x: { label: 'points' },
        y: { label: 'reviews, %' },
        series: [{ name: 'measured', as: 'bars', points: shares(this.#points).slice(1) }],
      },
    }
  }

  #reviewers(): Check {
    const { watching, reviewing } = this.#users
    const share = reviewing / watching
    return {
      number: 17,
      effect: 'few_reviewers',
      fact: 'Nine of ten never write',
      target: 'users with a review 8–12 %',
      measured: percent(share),
      sample: `${watching} users who watched`,
      passed: watching < 1_000 ? undefined : within(share, [0.08, 0.12]),
      plot: {
        kind: 'ranges',
        items: [{ name: 'users with a review', value: share, from: 0.08, to: 0.12 }],
      },
    }
  }
}

interface Part {
  deviation: number
  groups: number
  /** Relative standard error of the variance. */
  error: number
}

/** Deviation of what the groups' members share: the mean product of two of a group, each group counting alike. */
function between(groups: readonly number[][], middle: number): Part {
  const products = groups.map((values) => {
    const sum = values.reduce((total, value) => total + value - middle, 0)
    const squares = values.reduce((total, value) => total + (value - middle) ** 2, 0)
    return (sum * sum - squares) / (values.length * (values.length - 1))
  })
  if (products.length < 2) return { deviation: 0, groups: products.length, error: 1 }
  const shared = Math.max(1e-9, mean(products))
  return {
    deviation: Math.sqrt(shared),
    groups: products.length,
    error: Math.sqrt(variance(products) / products.length) / shared,
  }
}
