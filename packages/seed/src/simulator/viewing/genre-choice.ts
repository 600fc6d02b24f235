import { effects } from '../effects.ts'
import type { RandomStream } from '../random/random-stream.ts'
import { genreShares } from '../weights/catalogue-weights.ts'
import { hourLifts, hourWeights } from '../weights/viewing-weights.ts'
import type { World } from '../world.ts'
import { TitleWeights } from './title-weights.ts'

const genres = genreShares.length

/** Chooses what genre a user watches: what they like, what is out this week, what suits the hour. */
export class GenreChoice {
  readonly #titleWeights: TitleWeights
  readonly #overall: Float64Array
  readonly #factors: Float64Array
  readonly #liking = new Float64Array(genres)
  readonly #sums = new Float64Array(genres)

  constructor({ titleWeights, scenario, overall }: World) {
    this.#titleWeights = titleWeights
    this.#overall = overall
    this.#factors = effects(scenario).hour_of_day
      ? hourFactors(overall)
      : new Float64Array(24 * genres).fill(1)
  }

  /** Turns to a user with this taste. */
  turnTo(taste: Float64Array): void {
    for (let genre = 0; genre < genres; genre++) {
      const share = this.#overall[genre] ?? 0
      this.#liking[genre] = share === 0 ? 0 : (taste[genre] ?? 0) / share
    }
  }

  /** @returns the index of a genre that has a title of the type in that week */
  draw(week: number, film: boolean, hour: number, random: RandomStream): number {
    const offset = TitleWeights.offset(week, film)
    let sum = 0
    for (let genre = 0; genre < genres; genre++) {
      sum +=
        (this.#titleWeights.genreWeights[offset + genre] ?? 0) *
        (this.#liking[genre] ?? 0) *
        (this.#factors[hour * genres + genre] ?? 1)
      this.#sums[genre] = sum
    }
    const at = random.next() * sum
    let genre = 0
    while (genre < genres - 1 && at >= (this.#sums[genre] ?? 0)) genre++
    return genre
  }
}

/**
 * Factors on the odds by which a genre of this share of all has its lift at an hour: with share p, factor
 * f = L (1 - p) / (1 - p L). At all other hours it is as much less likely as keeps the whole day's share.
 */
function hourFactors(overall: Float64Array): Float64Array {
  const factors = new Float64Array(24 * genres).fill(1)
  const day = hourWeights.reduce((sum, weight) => sum + weight, 0)
  for (const [genre, { name }] of genreShares.entries()) {
    const lifts = hourLifts[name]
    if (lifts === undefined) continue
    let lifted = 0
    let weight = 0
    for (const [hour, lift] of Object.entries(lifts)) {
      lifted += (hourWeights[Number(hour)] ?? 0) * lift
      weight += hourWeights[Number(hour)] ?? 0
    }
    const elsewhere = (day - lifted) / (day - weight)
    const share = overall[genre] ?? 0
    for (let hour = 0; hour < 24; hour++) {
      const lift = lifts[hour] ?? elsewhere
      factors[hour * genres + genre] = (lift * (1 - share)) / (1 - share * lift)
    }
  }
  return factors
}
