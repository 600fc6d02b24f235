import { type Calendar, dayMs } from '../calendar.ts'
import { effects } from '../effects.ts'
import type { Scenario } from '../scenario.ts'
import { monthWeights, weekendWeight } from '../weights/viewing-weights.ts'

/** How much is watched on which day: the season and the weekend, as running sums from the simulation's start. */
export class ViewingDays {
  readonly #start: number
  readonly #sums: Float64Array

  constructor(scenario: Scenario, calendar: Calendar) {
    this.#start = calendar.start
    const days = Math.round((calendar.end - calendar.start) / dayMs)
    this.#sums = new Float64Array(days + 1)
    const weekday = 7 / (5 + 2 * weekendWeight)
    let sum = 0
    for (let day = 0; day < days; day++) {
      const date = new Date(calendar.start + day * dayMs)
      const weekend = date.getUTCDay() === 0 || date.getUTCDay() === 6
      const season = monthWeights[date.getUTCMonth()] ?? 1
      sum += effects(scenario).season ? season * weekday * (weekend ? weekendWeight : 1) : 1
      this.#sums[day + 1] = sum
    }
  }

  /** Mean days' worth of watching from the start until an instant of the simulation. */
  until(at: number): number {
    const day = (at - this.#start) / dayMs
    const whole = Math.floor(day)
    const sum = this.#sums[whole] ?? 0
    return sum + (day - whole) * ((this.#sums[whole + 1] ?? sum) - sum)
  }

  /** The day, from 0, in which `until` reaches this sum. */
  dayOf(sum: number): number {
    let low = 0
    let high = this.#sums.length - 2
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#sums[middle] ?? 0) <= sum) low = middle
      else high = middle - 1
    }
    return low
  }
}
