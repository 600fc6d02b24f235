import type { Calendar } from '../calendar.ts'
import { effects } from '../effects.ts'
import type { Scenario } from '../scenario.ts'
import { decay } from '../weights/catalogue-weights.ts'

/** Of the hours in a title's first week, the share that it has `age` weeks later; 0 before its release. */
export function shareOfFirstWeek(age: number, film: boolean, scenario: Scenario): number {
  if (age < 0) return 0
  const { exponent, floor } = film ? decay.film : decay.series
  if (!effects(scenario).release_decay) return Math.exp(-age / 6) + floor
  return (1 - floor) * Math.exp(-exponent * Math.log(age + 1)) + floor
}

/** First week of the simulation's last half year, for which popularity is published. */
export function halfYearFrom(calendar: Calendar): number {
  return Math.max(0, calendar.weeks - 26)
}
