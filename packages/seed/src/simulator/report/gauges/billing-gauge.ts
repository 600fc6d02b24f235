import type { World } from '../../world.ts'
import type { Check, Gauge } from '../check.ts'
import { judge } from '../judge.ts'
import { shares } from '../page/plot.ts'
import type { Spell } from '../spells.ts'
import { chiSquareBound, chiSquareOf, fewestForChiSquare } from '../statistics/chi-square.ts'
import type { UserView } from '../user-view.ts'

const days = 31
const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/**
 * On which days subscriptions are billed: check 21. Of each user the first charge in a month of 31 days, in which every billing
 * day shows as it is: a user's later charges are on the same day, and would count one choice many times.
 */
export class BillingGauge implements Gauge {
  readonly #counts = new Array<number>(days).fill(0)
  readonly #expected = new Array<number>(days).fill(0)
  readonly #world: World

  constructor(world: World) {
    this.#world = world
  }

  add(user: UserView): void {
    for (const spell of user.spells) {
      const charge = spell.months.find(({ due }) => monthLength(due) === days)
      if (charge === undefined) continue
      const day = new Date(charge.due).getUTCDate() - 1
      this.#counts[day] = (this.#counts[day] ?? 0) + 1
      this.#expect(spell)
      return
    }
  }

  checks(): Check[] {
    const total = this.#counts.reduce((sum, count) => sum + count, 0)
    const chi = chiSquareOf(this.#counts, this.#expected)
    const bound = chiSquareBound(days - 1)
    const late = this.#counts.slice(28).reduce((sum, count) => sum + count, 0)
    return [
      {
        number: 21,
        effect: 'billing_days',
        fact: 'Subscriptions are billed on the day they began, on the last day of shorter months',
        target: `days of joins, 29 to 31 too (chi² under ${bound.toFixed(0)})`,
        measured: `${((100 * late) / total).toFixed(1)} % on days 29 to 31; chi² ${chi.toFixed(1)}`,
        sample: `${total} users in months of 31 days`,
        ...judge(this.#world, {
          tests: [{ passed: chi < bound, of: total, fewest: fewestForChiSquare(this.#expected) }],
        }),
        plot: {
          kind: 'chart',
          x: { label: 'day of the month', names: this.#counts.map((_, day) => String(day + 1)) },
          y: { label: 'users, %' },
          series: [
            { name: 'measured', as: 'bars', points: shares(this.#counts) },
            { name: 'target', as: 'dots', points: shares(this.#expected) },
          ],
        },
      },
    ]
  }

  /** Joins are as frequent on every day of their month; of a subscription from before, that month may be any. */
  #expect({ beginsInside, months }: Spell): void {
    const began = months[0]?.due ?? this.#world.calendar.start
    for (const length of beginsInside ? [monthLength(began)] : monthLengths) {
      const chance = 1 / length / (beginsInside ? 1 : monthLengths.length)
      for (let day = 0; day < length; day++) this.#expected[day] = (this.#expected[day] ?? 0) + chance
    }
  }
}

function monthLength(at: number): number {
  const date = new Date(at)
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
}
