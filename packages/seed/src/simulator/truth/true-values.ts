import type { Life } from '../users/life.ts'
import { livesOf } from '../users/simulate-users.ts'
import { genreShares } from '../weights/catalogue-weights.ts'
import type { World } from '../world.ts'
import { completionChance } from './completion-chance.ts'
import { expectedLifetimeValue } from './expected-lifetime-value.ts'

/** Of what is measured in the tables, what the simulator knows to be true. */
export interface TrueValues {
  /** Mean chance, known when a paid month begins, that it is cancelled at its end. */
  cancellation: number
  /** USD that a subscription of after the simulation is expected to pay until it ends. */
  lifetime_value: number
  /** Expected share of plays that run to their end. */
  completion_rate: number
  /** Of some users the genre that they like best, and its share in what they would like to watch. */
  favourites: { user_id: number; genre: string; share: number }[]
}

/** Users whose lives are looked at: means of so many months differ from those of all by less than is shown. */
const livesMost = 5_000
/** Users whose favourites are kept: what they played is read for each answer. */
const favouritesMost = 100

/** Deterministic in the world. It takes half a second, whatever the number of users; seconds where hardly anybody leaves. */
export function trueValues(world: World): TrueValues {
  const { scenario, calendar } = world
  const chance = completionChance(world)
  const hazards = { sum: 0, months: 0 }
  const completion = { sum: 0, use: 0 }
  const favourites: TrueValues['favourites'] = []
  const looked = new Set(evenlySpaced(scenario.users, favouritesMost))
  const users = new Set([...evenlySpaced(scenario.users, livesMost), ...looked])
  for (const { user, traits, life } of livesOf(world, users)) {
    addHazards(hazards, life, calendar)
    const use = useWithin(life, calendar)
    completion.sum += use * chance(life.satisfaction)
    completion.use += use
    if (looked.has(user)) favourites.push({ user_id: user + 1, ...favouriteOf(traits.taste) })
  }
  return {
    cancellation: rounded(hazards.sum / Math.max(1, hazards.months)),
    lifetime_value: Math.round(expectedLifetimeValue(world) * 100) / 100,
    completion_rate: rounded(completion.sum / completion.use),
    favourites,
  }
}

function evenlySpaced(count: number, most: number): number[] {
  const taken = Math.min(count, most)
  return Array.from({ length: taken }, (_, at) => Math.floor(((at + 0.5) * count) / taken))
}

/** Months whose charge failed for good have no hazard: they end for another reason. */
function addHazards(
  hazards: { sum: number; months: number },
  life: Life,
  { start, end }: World['calendar'],
): void {
  for (let period = 0; period < life.periods; period++) {
    const [from = 0, hazard = 0] = [life.from[period], life.hazard[period]]
    if (hazard === 0 || from < start || from >= end) continue
    hazards.sum += hazard
    hazards.months++
  }
}

/** How much of all plays are expected to be this user's: use times time, in any unit. */
function useWithin(life: Life, { start, end }: World['calendar']): number {
  let use = 0
  for (let period = 0; period < life.periods; period++) {
    const time = Math.min(end, life.to[period] ?? 0) - Math.max(start, life.from[period] ?? 0)
    if (time > 0) use += Math.exp(life.use[period] ?? 0) * time
  }
  return use
}

function favouriteOf(taste: Float64Array): { genre: string; share: number } {
  const share = Math.max(...taste)
  return { genre: genreShares[taste.indexOf(share)]?.name ?? '', share: rounded(share) }
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000
}
