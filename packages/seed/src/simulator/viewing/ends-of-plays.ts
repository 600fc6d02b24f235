import { effects } from '../effects.ts'
import type { Scenario } from '../scenario.ts'
import { episodes, filmEnds, filmShareOfHours, satisfactionOnFinish } from '../weights/viewing-weights.ts'
import type { World } from '../world.ts'
import { sittingMinutes } from './sitting-minutes.ts'

/** The chance that another episode follows. */
export function nextChance(scenario: Scenario): number {
  return effects(scenario).binge ? episodes.next : 0.2
}

/** The chance that a sitting is with a film, by which films have their share of hours. */
export function filmChance({ scenario, titles }: Pick<World, 'scenario' | 'titles'>): number {
  const minutes = sittingMinutes(titles, nextChance(scenario))
  const share = effects(scenario).film_share ? filmShareOfHours : 0.5
  return (share * minutes.series) / (share * minutes.series + (1 - share) * minutes.film)
}

/** How the last play of a sitting ends for somebody so satisfied: chances that sum to 1. */
export function lastPlayEnds(film: boolean, satisfaction: number) {
  const { abandoned, partial } = film ? filmEnds : episodes.last
  const left = Math.min(0.95, Math.max(0.02, abandoned - satisfactionOnFinish * satisfaction))
  const onTheWay = Math.min(partial, 1 - left)
  return { abandoned: left, partial: onTheWay, finished: 1 - left - onTheWay }
}
