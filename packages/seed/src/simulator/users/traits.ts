import { effects } from '../effects.ts'
import { RandomStream, runningSums } from '../random/random-stream.ts'
import { streams } from '../random/streams.ts'
import type { Scenario } from '../scenario.ts'
import { ratings, reviewers, wholeStars } from '../weights/review-weights.ts'
import { methodShares } from '../weights/subscription-weights.ts'
import { tasteConcentration } from '../weights/viewing-weights.ts'

/** What a user is like that has no part in how long they stay: what has, is drawn with their life. */
export interface Traits {
  /** Index among the scenario's zones. */
  zone: number
  /** Share of each genre in what they would like to watch. */
  taste: Float64Array
  /** Plan they join with, index among the scenario's. */
  plan: number
  /** Index in `methodShares`. */
  method: number
  /** Index in `reviewers`. */
  reviewer: number
  /** Stars that they give apart from the mean. */
  rating_bias: number
  /** Whether they rate in whole stars. */
  whole_stars: boolean
  /** 32 bits each: what name, address and unusable password are made of. */
  identity: readonly [number, number, number]
}

/** Draws users' traits from their own streams. `overall` is the mix of genres that tastes scatter around. */
export class TraitDraws {
  readonly #seed: number
  readonly #scenario: Scenario
  readonly #overall: ArrayLike<number>
  readonly #zones: Float64Array
  readonly #plans: Float64Array
  readonly #methods: Float64Array
  readonly #reviewers = runningSums(reviewers.map(({ share }) => share))
  readonly #random = new RandomStream(0, 0)

  constructor(seed: number, scenario: Scenario, overall: ArrayLike<number>) {
    this.#seed = seed
    this.#scenario = scenario
    this.#overall = overall
    this.#zones = runningSums(scenario.zones.map(({ share }) => share))
    this.#plans = runningSums(scenario.plans.map(({ share }) => share))
    this.#methods = runningSums(
      methodShares.map(({ share }) => (effects(scenario).payment_methods ? share : 1 / 3)),
    )
  }

  of(user: number): Traits {
    const random = this.#random
    const on = effects(this.#scenario)
    random.restart(this.#seed, user, streams.traits)
    return {
      zone: random.cumulative(this.#zones),
      plan: random.cumulative(this.#plans),
      method: random.cumulative(this.#methods),
      reviewer: on.few_reviewers ? random.cumulative(this.#reviewers) : 1,
      rating_bias: on.rating_spread ? ratings.user * random.normal() : 0,
      whole_stars: random.next() < wholeStars,
      identity: [random.bits() >>> 0, random.bits() >>> 0, random.bits() >>> 0],
      taste: this.#taste(random, on.taste),
    }
  }

  /** Dirichlet around the overall mix. */
  #taste(random: RandomStream, on: boolean): Float64Array {
    const taste = Float64Array.from(this.#overall)
    if (!on) return taste
    let total = 0
    for (const [genre, share] of taste.entries()) {
      const part = random.gamma(Math.max(1e-3, share * tasteConcentration))
      taste[genre] = part
      total += part
    }
    return taste.map((part) => part / total)
  }
}
