import { reviewWords } from '../../mock/words.ts'
import { effects } from '../effects.ts'
import type { RandomStream } from '../random/random-stream.ts'
import type { PlayBatch, ReviewRow } from '../rows/batch.ts'
import type { Traits } from '../users/traits.ts'
import { ratings, reviewers } from '../weights/review-weights.ts'
import type { World } from '../world.ts'

const finished = 9_000

/** Writes users' reviews: of what they saw to the end, once a title, and sooner the further from the mean. */
export class Reviews {
  readonly #world: World
  readonly #noise: number
  /** The last user, plus 1, who thought of reviewing the title. */
  readonly #thought: Uint32Array

  constructor(world: World) {
    this.#world = world
    this.#noise = ratings.noise * (effects(world.scenario).rating_spread ? 1 : 1.6)
    this.#thought = new Uint32Array(world.titles.length)
  }

  /** Adds the reviews of the user whose plays are those from `first` on. */
  add(
    reviews: ReviewRow[],
    plays: PlayBatch,
    first: number,
    user: number,
    traits: Traits,
    random: RandomStream,
  ) {
    const chance = reviewers[traits.reviewer]?.chance ?? 0
    if (chance === 0) return
    for (let index = first; index < plays.length; index++) {
      const title = plays.title[index] ?? 0
      if ((plays.progress[index] ?? 0) < finished || this.#thought[title] === user + 1) continue
      this.#thought[title] = user + 1
      const apart =
        traits.rating_bias + (this.#world.titles[title]?.quality ?? 0) + this.#noise * skewed(random)
      // Mean of |x| of a standard normal is 0.8: a mean deviation leaves the chance as it is.
      const odds = (0.6 + Math.abs(apart)) / 1.43
      if (random.next() >= Math.min(1, chance * odds)) continue
      const rating = points(ratings.mean + apart, traits.whole_stars)
      reviews.push({ user, title, rating, text: words(rating, random) })
    }
  }
}

/** Skew-normal (Azzalini 1985), to mean 0 and standard deviation 1: most like what they finish, a few hate it. */
function skewed(random: RandomStream): number {
  const { skew } = ratings
  const delta = skew / Math.sqrt(1 + skew * skew)
  const drawn = delta * Math.abs(random.normal()) + Math.sqrt(1 - delta * delta) * random.normal()
  const mean = delta * Math.sqrt(2 / Math.PI)
  return (drawn - mean) / Math.sqrt(1 - mean * mean)
}

/** Stars as points of 10, half a star (1 point) at least. */
function points(stars: number, whole: boolean): number {
  const rounded = whole ? 2 * Math.round(stars) : Math.round(2 * stars)
  return Math.min(10, Math.max(1, rounded))
}

function words(rating: number, random: RandomStream): string {
  const { openings, remarks } =
    rating < 5 ? reviewWords.low : rating < 8 ? reviewWords.middle : reviewWords.high
  return `${openings[random.below(openings.length)]} ${remarks[random.below(remarks.length)]}`
}
