import { dayMs } from '../../calendar.ts'
import type { World } from '../../world.ts'
import { type Check, type Gauge, percent } from '../check.ts'
import { judge } from '../judge.ts'
import { type Estimate, ratioOfCounts, shareOf } from '../statistics/estimate.ts'
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
    return Array.from({ length: months + 1 }, (_, month): [number, number] => [month, value(month)]).filter(
      ([, share]) => !Number.isNaN(share),
    )
  }

  #survival(): Check {
    const km = this.#stay
    const [three, nine, twelve] = [km.survivors(3), km.survivors(9), km.survivors(12)]
    const [first, late] = [km.hazard(1), km.hazard(12)]
    const ratio = ratioOfCounts(first.hazard / late.hazard, first.ended, late.ended)
    return {
      number: 11,
      effect: 'churn_shape',
      fact: 'Most who leave leave early',
      target:
        'there after 3, 9, 12 months: 53–65, 39–47, 36–49 %; first month’s hazard over 3 × the twelfth’s',
      measured: `${[three, nine, twelve].map(({ value }) => percent(value)).join(', ')}; ${ratio.value.toFixed(1)} ×`,
      sample: `${km.size} subscriptions, ${late.atRisk} for 12 months`,
      ...judge(this.#world, {
        measures: [
          { ...three, range: [0.53, 0.65], months: 5 },
          { ...nine, range: [0.39, 0.47], months: 11 },
          { ...twelve, range: [0.36, 0.49], months: 14 },
          { ...ratio, range: [3, Number.POSITIVE_INFINITY], months: 14 },
        ],
      }),
      plot: {
        kind: 'chart',
        x: { label: 'months since the first charge' },
        y: { label: 'still there, %' },
        series: [
          { name: 'measured', as: 'line', points: this.#byMonth((month) => km.survivors(month).value) },
          { name: 'published', as: 'dots', points: published.stay },
        ],
      },
    }
  }

  #returns(): Check {
    const { returned } = this.#joined
    const joined = returned + this.#joined.new
    const share = shareOf(returned, joined)
    const [three, twelve] = [this.#back(3), this.#back(12)]
    return {
      number: 12,
      effect: 'returns',
      fact: 'A third of those who join were there before',
      target: 'returning 30–38 % of joins; back within 3, 12 months: 25, 35 % ± 4',
      measured: `${percent(share.value)}; ${percent(three.value)}, ${percent(twelve.value)}`,
      sample: `${joined} joins, ${this.#away.size} who left`,
      ...judge(this.#world, {
        measures: [
          { ...share, range: [0.3, 0.38] },
          { ...three, range: [0.21, 0.29], months: 4 },
          { ...twelve, range: [0.31, 0.39], months: 13 },
        ],
      }),
      plot: {
        kind: 'chart',
        x: { label: 'months since leaving' },
        y: { label: 'back, %' },
        series: [
          {
            name: 'measured',
            as: 'line',
            points: this.#byMonth((month) => (month === 0 ? 0 : this.#back(month).value)),
          },
          { name: 'published', as: 'dots', points: published.back },
        ],
      },
    }
  }

  /** Who is back within so many months of leaving. */
  #back(months: number): Estimate {
    const { value, error } = this.#away.survivors(months - 1)
    return { value: 1 - value, error }
  }

  #reasons(): Check {
    const months = [...this.#months].sort((a, b) => a.hours - b.hours)
    const quarter = Math.floor(months.length / 4)
    const cancelled = (part: number) =>
      months.slice(part * quarter, (part + 1) * quarter).filter((month) => month.cancelled).length
    const [least, most] = [cancelled(0), cancelled(3)]
    const ratio = ratioOfCounts(least / most, least, most)
    return {
      number: 20,
      effect: 'reasons',
      fact: 'Who watches little leaves sooner',
      target: 'hazard of the lowest quarter by hours over 1.5 × the highest’s',
      measured: `${ratio.value.toFixed(2)} × (${percent(least / quarter, 2)} and ${percent(most / quarter, 2)} a month)`,
      sample: `${months.length} paid months`,
      ...judge(this.#world, { measures: [{ ...ratio, range: [1.5, Number.POSITIVE_INFINITY] }] }),
      plot: {
        kind: 'chart',
        x: { label: 'quarter of paid months by hours', names: ['least', 'less', 'more', 'most'] },
        y: { label: 'cancelled at the month’s end, %' },
        series: [
          {
            name: 'measured',
            as: 'bars',
            points: [0, 1, 2, 3].map((part) => [part, cancelled(part) / quarter]),
          },
        ],
      },
    }
  }
}
