import type { Calendar } from '../calendar.ts'
import type { Scenario } from '../scenario.ts'

/** What plans cost when: their price at the start, and what each rise makes of it. */
export class Prices {
  /** By instant: from then on, cents of each plan. */
  readonly #steps: { from: number; cents: number[] }[]

  constructor(scenario: Scenario, calendar: Calendar) {
    let cents = scenario.plans.map(({ price }) => Math.round(price * 100))
    this.#steps = [{ from: Number.NEGATIVE_INFINITY, cents }]
    const rises = scenario.events
      .filter((event) => event.kind === 'price-rise')
      .sort((a, b) => a.month - b.month)
    for (const { month, factor } of rises) {
      cents = cents.map((before) => Math.round(before * factor))
      this.#steps.push({ from: calendar.monthStart(month), cents })
    }
  }

  /** Cents a month of the plan with this index. */
  at(plan: number, at: number): number {
    const step = this.#steps.findLast(({ from }) => from <= at)
    return step?.cents[plan] ?? 0
  }
}
