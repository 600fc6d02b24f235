import type { EffectName } from '../scenario.ts'
import type { Plot } from './page/plot.ts'
import type { UserView } from './user-view.ts'

/** One of the twenty-one facts about real services, held against data. */
export interface Check {
  /** From 1 to 21, as in docs/simulation.md. */
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
  /** What it takes to tell, such as `1,000 titles`, where it cannot be told. */
  needs?: string
  plot: Plot
}

/** Takes in users one by one, and tells in the end. */
export interface Gauge {
  add(user: UserView): void
  checks(): Check[]
}

/**
 * Two-sided bound of a standard normal for one interval: the quantile of 1 - 0.05 / 21 / 2, so that a false alarm has a chance of 0.05 over
 * all checks if each had one interval (Bonferroni). Most have several, and targets are ranges, whose ends alone are near.
 */
export const zBound = 3.0381

export function percent(share: number, digits = 1): string {
  return `${(100 * share).toFixed(digits)} %`
}

export function verdictOf({ passed }: Check): 'pass' | 'FAIL' | 'too few' {
  return passed === undefined ? 'too few' : passed ? 'pass' : 'FAIL'
}
