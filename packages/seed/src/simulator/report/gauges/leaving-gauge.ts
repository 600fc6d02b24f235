import { dayMs } from '../../calendar.ts'
import type { World } from '../../world.ts'
import { type Check, type Gauge, percent, within } from '../check.ts'
import { KaplanMeier } from '../statistics/kaplan-meier.ts'
import type { UserView } from '../user-view.ts'

const meanMonthMs = (365.25 / 12) * dayMs
/** By months; docs/simulation.md names the sources. */
const published = {
  stay: [
    [3, 0.59],
    [9, 0.43],
    [12, 0.425],
  ],
  back: [
    [3, 0.25],
    [12, 0.35],
  ],
} as const

/** How long subscribers stay, why they leave, and whether they return: checks 11, 12 and 20. */
export class LeavingGauge implements Gauge {
  readonly #world: World
  readonly #stay = new KaplanMeier()
  readonly #away = new KaplanMeier()
  readonly #joined = { new: 0, returned: 0 }
  /** Hours of a paid month, and whether the subscriber cancelled at its end. */
  readonly #months: { hours: number; cancelled: boolean }[] = []

  constructor(world: World) {
    this.#world = world
  }

  add(user: UserView): void {
    const { end } = this.#world.calendar
    for (const [index, spell] of user.spells.entries()) {
      const until = spell.months.at(-1)?.until ?? 0
      if (spell.beginsInside) {
        this.#joined[spell.returned ? 'returned' : 'new']++
        this.#stay.add(spell.months.length, spell.end !== undefined)
      }
      if (spell.end === undefined) continue
      const back = user.spells[index + 1]?.months[0]?.due
      this.#away.add(Math.floor(((back ?? end) - until) / meanMonthMs), back !== undefined)
    }
    this.#addMonths(user)
  }

  #addMonths(user: UserView): void {
    const { sittings } = user
    let sitting = 0
    for (const spell of user.spells)
      for (const [index, { due, until }] of spell.months.entries()) {
        const isLast = index === spell.months.length - 1
        while ((sittings[sitting]?.at ?? Number.POSITIVE_INFINITY) < due) sitting++
        let hours = 0
        for (; (sittings[sitting]?.at ?? Number.POSITIVE_INFINITY) < until; sitting++)
          hours += (sittings[sitting]?.minutes ?? 0) / 60
        if (isLast && spell.end !== 'cancelled') continue
        this.#months.push({ hours, cancelled: isLast })
      }
  }

  checks(): Check[] {
    return [this.#survival(), this.#returns(), this.#reasons()]
  }

  #byMonth(value: (month: number) => number): [number, number][] {
    const months = Math.min(24, this.#world.calendar.months - 1)
    return Array.from({ length: months + 1 }, (_, month) => [month, value(month)])
  }

  #survival(): Check {
    const km = this.#stay
    const [three, nine, twelve] = [km.survivors(3), km.survivors(9), km.survivors(12)]
    const [first, late] = [km.hazard(1), km.hazard(12)]
    const ratio = first.hazard / late.hazard
    return {
      number: 11,
      effect: 'churn_shape',
      fact: 'Most who leave leave early',
      target:
        'there after 3, 9, 12 months: 53–65, 39–47, 36–49 %; first month’s hazard over 3 × the twelfth’s',
      measured: `${percent(three)}, ${percent(nine)}, ${percent(twelve)}; ${ratio.toFixed(1)} ×`,
      sample: `${km.size} subscriptions, ${late.atRisk} for 12 months`,
      passed:
        late.atRisk < 200
          ? undefined
          : within(three, [0.53, 0.65]) &&
            within(nine, [0.39, 0.47]) &&
            within(twelve, [0.36, 0.49]) &&
            ratio > 3,
      plot: {
        kind: 'chart',
        x: { label: 'months since the first charge' },
        y: { label: 'still there, %' },
        series: [
          { name: 'measured', as: 'line', points: this.#byMonth((month) => km.survivors(month)) },
          { name: 'published', as: 'dots', points: published.stay },
        ],
      },
    }
  }

  #returns(): Check {
    const { returned } = this.#joined
    const joined = returned + this.#joined.new
    const share = returned / joined
    const [three, twelve] = [1 - this.#away.survivors(2), 1 - this.#away.survivors(11)]
    return {
      number: 12,
      effect: 'returns',
      fact: 'A third of those who join were there before',
      target: 'returning 30–38 % of joins; back within 3, 12 months: 25, 35 % ± 4',
      measured: `${percent(share)}; ${percent(three)}, ${percent(twelve)}`,
      sample: `${joined} joins, ${this.#away.size} who left`,
      passed:
        joined < 2_000 || this.#world.calendar.months < 13
          ? undefined
          : within(share, [0.3, 0.38]) && within(three, [0.21, 0.29]) && within(twelve, [0.31, 0.39]),
      plot: {
        kind: 'chart',
        x: { label: 'months since leaving' },
        y: { label: 'back, %' },
        series: [
          {
            name: 'measured',
            as: 'line',
            points: this.#byMonth((month) => (month === 0 ? 0 : 1 - this.#away.survivors(month - 1))),
          },
          { name: 'published', as: 'dots', points: published.back },
        ],
      },
    }
  }

  #reasons(): Check {
    const months = [...this.#months].sort((a, b) => a.hours - b.hours)
    const quarter = Math.floor(months.length / 4)
    const rate = (part: typeof months) => part.filter(({ cancelled }) => cancelled).length / part.length
    const [least, most] = [rate(months.slice(0, quarter)), rate(months.slice(-quarter))]
    return {
      number: 20,
      effect: 'reasons',
      fact: 'Who watches little leaves sooner',
      target: 'hazard of the lowest quarter by hours over 1.5 × the highest’s',
      measured: `${(least / most).toFixed(2)} × (${percent(least, 2)} and ${percent(most, 2)} a month)`,
      sample: `${months.length} paid months`,
      passed: quarter < 2_000 ? undefined : least / most > 1.5,
      plot: {
        kind: 'chart',
        x: { label: 'quarter of paid months by hours', names: ['least', 'less', 'more', 'most'] },
        y: { label: 'cancelled at the month’s end, %' },
        series: [
          {
            name: 'measured',
            as: 'bars',
            points: [0, 1, 2, 3].map((part) => [
              part,
              rate(months.slice(part * quarter, (part + 1) * quarter)),
            ]),
          },
        ],
      },
    }
  }
}
