import { sampleCorrelation } from 'simple-statistics'
import { dayMs } from '../../calendar.ts'
import { monthWeights } from '../../weights/viewing-weights.ts'
import type { World } from '../../world.ts'
import { type Check, type Gauge, meets, percent, within } from '../check.ts'
import type { Spell } from '../spells.ts'
import type { UserView } from '../user-view.ts'

/** What ends in the last days cannot be told from what goes on. */
const edgeMs = 2 * dayMs
const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** How many subscribers there are, how many leave, and how much they watch in which month: checks 9, 10 and 19. */
export class SubscribersGauge implements Gauge {
  readonly #world: World
  readonly #hours: number[]
  readonly #days: number[]
  /** Subscribers at the ends of the time that is looked at, and a month before its end. */
  readonly #there = { first: 0, beforeLast: 0, last: 0 }
  #left = 0

  constructor(world: World) {
    this.#world = world
    this.#hours = new Array<number>(world.calendar.months).fill(0)
    this.#days = new Array<number>(world.calendar.months).fill(0)
  }

  add(user: UserView): void {
    const { calendar, scenario } = this.#world
    for (const trial of user.trials) this.#addDays(trial, trial + scenario.trial.days * dayMs)
    const last = calendar.end - edgeMs
    const beforeLast = calendar.monthStart(calendar.months - 1) - edgeMs
    const first = calendar.monthStart(1) + edgeMs
    for (const spell of user.spells) {
      const [from, to] = extent(spell, calendar.start)
      this.#addDays(from, Math.min(to, calendar.end))
      if (from <= first && to > first) this.#there.first++
      if (from <= last && to > last) this.#there.last++
      if (from <= beforeLast && to > beforeLast) this.#there.beforeLast++
      if (spell.end !== undefined && to > beforeLast && to <= last) this.#left++
    }
    for (const { at, minutes } of user.sittings) {
      const month = this.#monthOf(at)
      this.#hours[month] = (this.#hours[month] ?? 0) + minutes / 60
    }
  }

  checks(): Check[] {
    return [this.#season(), this.#churn(), this.#growth()]
  }

  #monthOf(at: number): number {
    const { calendar } = this.#world
    let month = Math.min(calendar.months - 1, Math.floor((at - calendar.start) / (31 * dayMs)))
    while (month < calendar.months - 1 && at >= calendar.monthStart(month + 1)) month++
    return month
  }

  #addDays(from: number, to: number): void {
    const { calendar } = this.#world
    for (let month = 0; month < calendar.months; month++) {
      const [start, end] = [calendar.monthStart(month), calendar.monthStart(month + 1)]
      const overlap = Math.min(to, end) - Math.max(from, start)
      if (overlap > 0) this.#days[month] = (this.#days[month] ?? 0) + overlap / dayMs
    }
  }

  /** The first month is left out: who leaves in it before the first charge is in no table. */
  #season(): Check {
    const { calendar } = this.#world
    const index = Array.from({ length: 12 }, () => ({ hours: 0, days: 0 }))
    for (let month = 1; month < calendar.months; month++) {
      const entry = index[calendar.monthOfYear(month)]
      if (entry === undefined) continue
      entry.hours += this.#hours[month] ?? 0
      entry.days += this.#days[month] ?? 0
    }
    const rates = index.map(({ hours, days }) => (days === 0 ? Number.NaN : hours / days))
    const mean = rates.reduce((sum, rate) => sum + rate, 0) / 12
    const measured = rates.map((rate) => rate / mean)
    const correlation = sampleCorrelation(measured, [...monthWeights])
    const deviation = Math.max(
      ...measured.map((value, month) => Math.abs(value - (monthWeights[month] ?? 1))),
    )
    return {
      number: 9,
      effect: 'season',
      fact: 'Winter is watched through, summer is not',
      target: 'correlation with the published months over 0.9, none off by 0.05',
      measured: `${correlation.toFixed(3)}; ${deviation.toFixed(3)}`,
      sample: `${calendar.months - 1} months`,
      passed:
        calendar.months < 13 || this.#there.last < 8_000 ? undefined : correlation > 0.9 && deviation < 0.05,
      plot: {
        kind: 'chart',
        x: { label: 'month', names: monthNames },
        y: { label: 'hours a subscriber and day over the year’s mean' },
        series: [
          {
            name: 'measured',
            as: 'bars',
            points: measured.flatMap((value, month) =>
              Number.isNaN(value) ? [] : [[month, value] as const],
            ),
          },
          { name: 'published', as: 'line', points: monthWeights.map((weight, month) => [month, weight]) },
        ],
      },
    }
  }

  #churn(): Check {
    const { beforeLast } = this.#there
    const churn = this.#left / beforeLast
    const error = Math.sqrt((churn * (1 - churn)) / beforeLast)
    return {
      number: 10,
      effect: 'churn_level',
      fact: 'Of a hundred subscribers five leave a month',
      target: '5.2–5.3 % in the last month, within its interval',
      measured: `${percent(churn, 2)} ± ${percent(error, 2)}`,
      sample: `${beforeLast} subscribers`,
      passed: error > 0.004 ? undefined : meets(churn, error, [0.052, 0.053]),
      plot: {
        kind: 'ranges',
        items: [{ name: 'left in the last month', value: churn, from: 0.052, to: 0.053 }],
      },
    }
  }

  #growth(): Check {
    const { first, last } = this.#there
    const years = (this.#world.calendar.months - 1) / 12
    const growth = (last / first) ** (1 / years) - 1
    return {
      number: 19,
      effect: 'growth',
      fact: 'Subscribers grow by a tenth a year',
      target: '9.5–11.5 % a year',
      measured: percent(growth, 2),
      sample: `${first} subscribers become ${last} in ${this.#world.calendar.months - 1} months`,
      passed: first < 8_000 || years < 0.9 ? undefined : within(growth, [0.095, 0.115]),
      plot: {
        kind: 'ranges',
        items: [{ name: 'growth a year', value: growth, from: 0.095, to: 0.115 }],
      },
    }
  }
}

/** From its first charge, or the simulation's start, to its end. */
function extent(spell: Spell, start: number): [number, number] {
  const from = spell.beginsInside ? (spell.months[0]?.due ?? 0) : start
  const until = spell.months.at(-1)?.until ?? 0
  return [from, spell.end === undefined ? Number.POSITIVE_INFINITY : until]
}
