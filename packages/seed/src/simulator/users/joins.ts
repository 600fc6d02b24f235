import type { Calendar } from '../calendar.ts'
import { effects } from '../effects.ts'
import { RandomStream } from '../random/random-stream.ts'
import { streams } from '../random/streams.ts'
import type { Scenario } from '../scenario.ts'
import { serviceAgeMonths } from '../weights/subscription-weights.ts'
import { Life } from './life.ts'
import type { Subscription } from './subscription.ts'

const pilotLives = 80_000

/**
 * When users join, such that the number of subscribers follows the scenario's growth: how many subscribers of one
 * month are left in each later one is taken from pilot lives, and the joins of each month fill what is missing.
 * Users are numbered in the order in which their trials end.
 */
export class Joins {
  /** Running sums of users by month of their trial's end, from the service's opening on. */
  readonly #sums: Float64Array
  readonly #calendar: Calendar
  readonly #users: number
  readonly #lastPart: number

  constructor(seed: number, scenario: Scenario, calendar: Calendar, subscription: Subscription) {
    this.#calendar = calendar
    this.#users = scenario.users
    const months = serviceAgeMonths + calendar.months
    const { paid, reaching } = pilot(seed, calendar, subscription)
    const joins: number[] = []
    for (let month = 0; month < months; month++) {
      const wanted = subscribersAt(month + 1 - serviceAgeMonths, scenario)
      const there = joins.reduce((sum, joined, before) => sum + joined * (paid[month + 1 - before] ?? 0), 0)
      joins.push(Math.max(0, (wanted - there) / (paid[1] ?? 1)))
    }
    // Whose trial ends after the end but began before it.
    this.#lastPart = scenario.trial.days / calendar.monthDays(calendar.months)
    joins.push((joins.at(-1) ?? 0) * this.#lastPart)
    let sum = 0
    this.#sums = Float64Array.from(joins, (joined, month) => {
      sum += joined * (reaching[serviceAgeMonths - month] ?? 1)
      return sum
    })
  }

  /** @returns when the user's trial ends, and in which month of the simulation */
  of(user: number): { trialEnd: number; month: number } {
    const total = this.#sums.at(-1) ?? 0
    const at = ((user + 0.5) / this.#users) * total
    let index = 0
    while (index < this.#sums.length - 1 && at >= (this.#sums[index] ?? 0)) index++
    const before = this.#sums[index - 1] ?? 0
    const part = (at - before) / ((this.#sums[index] ?? 0) - before)
    const month = index - serviceAgeMonths
    const [from, to] = [this.#calendar.monthStart(month), this.#calendar.monthStart(month + 1)]
    const whole = month === this.#calendar.months ? this.#lastPart : 1
    return { trialEnd: Math.floor(from + part * whole * (to - from)), month }
  }
}

/** Logistic: growth of the first year as told, ending at the capacity. Over the subscribers at the start. */
function subscribersAt(month: number, scenario: Scenario): number {
  const { yearly, capacity } = scenario.growth
  if (!effects(scenario).growth || yearly === 0) return 1
  // From N(12) = 1 + yearly: rate of the logistic curve K / (1 + (K - 1) e^-rt).
  const rest = (capacity / (1 + yearly) - 1) / (capacity - 1)
  const rate = -Math.log(Math.max(1e-6, rest)) / 12
  return capacity / (1 + (capacity - 1) * Math.exp(-rate * month))
}

/**
 * Of lives whose trial ends in a month: which share pays at the end of the n-th month (1 is that very month), and
 * which share has access at it or later.
 */
function pilot(seed: number, calendar: Calendar, subscription: Subscription) {
  const months = serviceAgeMonths + calendar.months
  const paid = new Float64Array(months + 1)
  const reaching = new Float64Array(months + 1)
  const random = new RandomStream(seed, 0, streams.pilot)
  const life = new Life()
  const [from, to] = [calendar.monthStart(-serviceAgeMonths), calendar.monthStart(1 - serviceAgeMonths)]
  const boundaries = Array.from({ length: months + 1 }, (_, n) => calendar.monthStart(n - serviceAgeMonths))
  for (let n = 0; n < pilotLives; n++) {
    const trialEnd = from + ((n + 0.5) / pilotLives) * (to - from)
    subscription.draw(life, random, trialEnd, -serviceAgeMonths, 0, 0)
    for (const [month, at] of boundaries.entries()) {
      if (!life.reaches(at)) break
      reaching[month] = (reaching[month] ?? 0) + 1 / pilotLives
      if (life.paidAt(at)) paid[month] = (paid[month] ?? 0) + 1 / pilotLives
    }
  }
  return { paid, reaching }
}
