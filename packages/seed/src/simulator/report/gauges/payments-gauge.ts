import { dayMs } from '../../calendar.ts'
import { methodShares } from '../../weights/subscription-weights.ts'
import type { World } from '../../world.ts'
import { type Check, type Gauge, percent } from '../check.ts'
import { judge } from '../judge.ts'
import { shares as sharesOf } from '../page/plot.ts'
import { chiSquareBound, chiSquareOf, fewestForChiSquare } from '../statistics/chi-square.ts'
import { shareOf } from '../statistics/estimate.ts'
import type { UserView } from '../user-view.ts'

/** Trials, failed charges and ways to pay: checks 13, 14 and 15. */
export class PaymentsGauge implements Gauge {
  readonly #world: World
  readonly #trials = { all: 0, converted: 0 }
  readonly #charges = { due: 0, failedFirst: 0 }
  readonly #ends = { cancelled: 0, unpaid: 0 }
  readonly #methods = new Array<number>(methodShares.length).fill(0)

  constructor(world: World) {
    this.#world = world
  }

  add(user: UserView): void {
    const { calendar, scenario } = this.#world
    const trialMs = scenario.trial.days * dayMs
    for (const trial of user.trials) {
      if (trial + trialMs >= calendar.end) continue
      this.#trials.all++
      if (user.spells[0]?.months[0]?.due === trial + trialMs) this.#trials.converted++
    }
    for (const { months, end } of user.spells) {
      if (end !== undefined) this.#ends[end]++
      this.#charges.due += months.length
      this.#charges.failedFirst += months.filter(({ failedFirst }) => failedFirst).length
    }
    if (user.paymentsTo > user.paymentsFrom) {
      const method = user.batch.payments.method[user.paymentsFrom] ?? 0
      // A method that came later is none of the simulator's.
      if (method < this.#methods.length) this.#methods[method] = (this.#methods[method] ?? 0) + 1
    }
  }

  checks(): Check[] {
    return [this.#conversion(), this.#failures(), this.#waysToPay()]
  }

  #conversion(): Check {
    const { all, converted } = this.#trials
    const share = shareOf(converted, all)
    return {
      number: 13,
      effect: 'trial_conversion',
      fact: 'Of ten trials six become subscriptions',
      target: '57–60 %, within its interval',
      measured: `${percent(share.value)} ± ${percent(share.error, 2)}`,
      sample: `${all} trials`,
      ...judge(this.#world, { measures: [{ ...share, range: [0.57, 0.6] }] }),
      plot: {
        kind: 'ranges',
        items: [{ name: 'converted', value: share.value, from: 0.57, to: 0.6 }],
      },
    }
  }

  #failures(): Check {
    const { due, failedFirst } = this.#charges
    const failed = shareOf(failedFirst, due)
    const ended = this.#ends.cancelled + this.#ends.unpaid
    const unpaid = shareOf(this.#ends.unpaid, ended)
    return {
      number: 14,
      effect: 'failed_charges',
      fact: 'One charge in twenty fails; what is not paid in the end is a fourth of all leaving',
      target: 'failed at first 4.6–5 %, within its interval; unpaid 20–40 % of ends',
      measured: `${percent(failed.value, 2)} ± ${percent(failed.error, 2)}; ${percent(unpaid.value)}`,
      sample: `${due} charges, ${ended} ends`,
      ...judge(this.#world, {
        measures: [
          { ...failed, range: [0.046, 0.05] },
          { ...unpaid, range: [0.2, 0.4] },
        ],
      }),
      plot: {
        kind: 'ranges',
        items: [
          { name: 'charges that fail at first', value: failed.value, from: 0.046, to: 0.05 },
          { name: 'subscriptions that end unpaid', value: unpaid.value, from: 0.2, to: 0.4 },
        ],
      },
    }
  }

  #waysToPay(): Check {
    const total = this.#methods.reduce((sum, count) => sum + count, 0)
    const expected = methodShares.map(({ share }) => total * share)
    const chi = chiSquareOf(this.#methods, expected)
    const bound = chiSquareBound(methodShares.length - 1)
    const shares = methodShares.map(
      ({ name }, index) => `${name} ${percent((this.#methods[index] ?? 0) / total)}`,
    )
    return {
      number: 15,
      effect: 'payment_methods',
      fact: 'Debit is the most used; the rest is assumed',
      target: `38, 34, 28 % (chi² under ${bound.toFixed(0)})`,
      measured: `${shares.join(', ')}; chi² ${chi.toFixed(1)}`,
      sample: `${total} users`,
      ...judge(this.#world, {
        tests: [{ passed: chi < bound, of: total, fewest: fewestForChiSquare(expected) }],
      }),
      plot: {
        kind: 'chart',
        x: { label: 'way to pay', names: methodShares.map(({ name }) => name) },
        y: { label: 'users, %' },
        series: [
          { name: 'measured', as: 'bars', points: sharesOf(this.#methods) },
          { name: 'target', as: 'dots', points: methodShares.map(({ share }, index) => [index, share]) },
        ],
      },
    }
  }
}
