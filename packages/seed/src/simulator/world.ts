import { Calendar } from './calendar.ts'
import { createCatalogue, type Title } from './catalogue.ts'
import type { Scenario } from './scenario.ts'
import { Joins } from './users/joins.ts'
import { Prices } from './users/prices.ts'
import { Subscription } from './users/subscription.ts'
import { TraitDraws } from './users/traits.ts'
import { TitleWeights } from './viewing/title-weights.ts'
import { filmShareOfHours } from './weights/viewing-weights.ts'

/** All that users share: deterministic in seed and scenario, made once, only read afterwards. */
export interface World {
  readonly seed: number
  readonly scenario: Scenario
  readonly calendar: Calendar
  readonly titles: readonly Title[]
  readonly titleWeights: TitleWeights
  /** Share of each genre in what is watched over the whole simulation. */
  readonly overall: Float64Array
  readonly prices: Prices
  readonly subscription: Subscription
  readonly joins: Joins
  readonly traits: TraitDraws
}

/** @param seed 32 bits, not negative */
export function createWorld(seed: number, scenario: Scenario): World {
  const calendar = new Calendar(scenario)
  const titles = createCatalogue(seed, scenario, calendar)
  const titleWeights = new TitleWeights(titles, scenario, calendar)
  const [series, films] = titleWeights.meanGenreWeights
  const overall = series.map(
    (share, genre) => (1 - filmShareOfHours) * share + filmShareOfHours * (films[genre] ?? 0),
  )
  const subscription = new Subscription(scenario, calendar)
  return {
    seed,
    scenario,
    calendar,
    titles,
    titleWeights,
    overall,
    prices: new Prices(scenario, calendar),
    subscription,
    joins: new Joins(seed, scenario, calendar, subscription),
    traits: new TraitDraws(seed, scenario, overall),
  }
}
