import type { EffectName } from '../scenario.ts'
import type { World } from '../world.ts'
import type { UserView } from './user-view.ts'

/** One of the twenty facts about real services, held against data. */
export interface Check {
  /** From 1 to 20, as in docs/simulation.md. */
  number: number
  /** The effect whose absence must fail this check. */
  effect: EffectName
  fact: string
  target: string
  measured: string
  /** What was counted, and how much of it. */
  sample: string
  /** Undefined when there is too little data to tell. */
  passed: boolean | undefined
}

/** Takes in users one by one, and tells in the end. */
export interface Gauge {
  add(user: UserView): void
  checks(): Check[]
}

export type CreateGauge = (world: World) => Gauge

/** Chance of a false alarm over all checks together; each check has its twentieth (Bonferroni). */
export const falseAlarm = 0.05

/** Two-sided bound of a standard normal for one check: 1 - 0.05 / 20 / 2 = 0.99875. */
export const zBound = 3.0233

export function percent(share: number, digits = 1): string {
  return `${(100 * share).toFixed(digits)} %`
}

/** Whether the interval value ± z·error meets the target's range. */
export function meets(value: number, error: number, [low, high]: readonly [number, number]): boolean {
  return value + zBound * error >= low && value - zBound * error <= high
}

export function within(value: number, [low, high]: readonly [number, number]): boolean {
  return value >= low && value <= high
}
