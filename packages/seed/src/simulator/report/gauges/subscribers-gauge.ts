import { dayMs } from '../../calendar.ts'
import type { World } from '../../world.ts'
import { type Check, type Gauge, percent } from '../check.ts'
import { judge } from '../judge.ts'
import { extentOf } from '../spells.ts'
import { shareOf } from '../statistics/estimate.ts'
import type { UserView } from '../user-view.ts'

/** What ends in the last days cannot be told from what goes on. */
const edgeMs = 2 * dayMs

/** How many subscribers there are, and how many leave: checks 10 and 19. */
export class SubscribersGauge implements Gauge {
  readonly #world: World
  /** Subscribers at the ends of the time that is looked at, at both, and a month before its end. */
  readonly #there = { first: 0, beforeLast: 0, last: 0, both: 0 }
  #left = 0

  constructor(world: World) {
    this.#world = world
  }

  add(user: UserView): void {
    const { calendar } = this.#world
    const last = calendar.end - edgeMs
    const beforeLast = calendar.monthStart(calendar.months - 1) - edgeMs
    const first = calendar.monthStart(1) + edgeMs
    let [thereFirst, thereLast] = [0, 0]
    for (const spell of user.spells) {
      const [from, to] = extentOf(spell, calendar.start)
      if (from <= first && to > first) thereFirst++
      if (from <= last && to > last) thereLast++
      if (from <= beforeLast && to > beforeLast) this.#there.beforeLast++
      if (spell.end !== undefined && to > beforeLast && to <= last) this.#left++
    }
    this.#there.first += thereFirst
    this.#there.last += thereLast
    this.#there.both += thereFirst * thereLast
  }

  checks(): Check[] {
    return [this.#churn(), this.#growth()]
  }

  #churn(): Check {
    const { beforeLast } = this.#there
    const churn = shareOf(this.#left, beforeLast)
    return {
      number: 10,
      effect: 'churn_level',
      fact: 'Of a hundred subscribers five leave a month',
      target: '5.2–5.3 % in the last month, within its interval',
      measured: `${percent(churn.value, 2)} ± ${percent(churn.error, 2)}`,
      sample: `${beforeLast} subscribers`,
      ...judge(this.#world, { measures: [{ ...churn, range: [0.052, 0.053] }] }),
      plot: {
        kind: 'ranges',
        items: [{ name: 'left in the last month', value: churn.value, from: 0.052, to: 0.053 }],
      },
    }
  }

  #growth(): Check {
    const { first, last, both } = this.#there
    const years = (this.#world.calendar.months - 1) / 12
    const growth = (last / first) ** (1 / years) - 1
    // Counts vary as Poisson's do; who is in both moves them alike.
    const error = ((1 + growth) * Math.sqrt(1 / first + 1 / last - (2 * both) / (first * last))) / years
    return {
      number: 19,
      effect: 'growth',
      fact: 'Subscribers grow by a tenth a year',
      target: '9.5–11.5 % a year, within its interval',
      measured: `${percent(growth, 2)} ± ${percent(error, 2)}`,
      sample: `${first} subscribers become ${last} in ${this.#world.calendar.months - 1} months`,
      ...judge(this.#world, {
        measures: [{ value: growth, error, range: [0.095, 0.115] }],
        fewest: { months: 12 },
      }),
      plot: {
        kind: 'ranges',
        items: [{ name: 'growth a year', value: growth, from: 0.095, to: 0.115 }],
      },
    }
  }
}
