import { dayMs } from '../../calendar.ts'
import { methodShares } from '../../weights/subscription-weights.ts'
import type { World } from '../../world.ts'
import { type Check, type Gauge, meets, percent, within, zBound } from '../check.ts'
import { shares as shareOf } from '../page/plot.ts'
import { chiSquareBound, chiSquareOf } from '../statistics/chi-square.ts'
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
    const [low, high] = wilson(converted, all)
    return {
      number: 13,
      effect: 'trial_conversion',
      fact: 'Of ten trials six become subscriptions',
      target: '57–60 %, within the Wilson interval',
      measured: `${percent(converted / all)} (${percent(low)}–${percent(high)})`,
      sample: `${all} trials`,
      passed: high - low > 0.08 ? undefined : low <= 0.6 && high >= 0.57,
      plot: {
        kind: 'ranges',
        items: [{ name: 'converted', value: converted / all, from: 0.57, to: 0.6 }],
      },
    }
  }

  #failures(): Check {
    const { due, failedFirst } = this.#charges
    const failed = failedFirst / due
    const error = Math.sqrt((failed * (1 - failed)) / due)
    const ended = this.#ends.cancelled + this.#ends.unpaid
    const unpaid = this.#ends.unpaid / ended
    return {
      number: 14,
      effect: 'failed_charges',
      fact: 'One charge in twenty fails; what is not paid in the end is a fourth of all leaving',
      target: 'failed at first 4.6–5 %, within its interval; unpaid 20–40 % of ends',
      measured: `${percent(failed, 2)} ± ${percent(error, 2)}; ${percent(unpaid)}`,
      sample: `${due} charges, ${ended} ends`,
      passed: ended < 300 ? undefined : meets(failed, error, [0.046, 0.05]) && within(unpaid, [0.2, 0.4]),
      plot: {
        kind: 'ranges',
        items: [
          { name: 'charges that fail at first', value: failed, from: 0.046, to: 0.05 },
          { name: 'subscriptions that end unpaid', value: unpaid, from: 0.2, to: 0.4 },
        ],
      },
    }
  }

  #waysToPay(): Check {
    const total = this.#methods.reduce((sum, count) => sum + count, 0)
    const chi = chiSquareOf(
      this.#methods,
      methodShares.map(({ share }) => total * share),
    )
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
      passed: total < 1_000 ? undefined : chi < bound,
      plot: {
        kind: 'chart',
        x: { label: 'way to pay', names: methodShares.map(({ name }) => name) },
        y: { label: 'users, %' },
        series: [
          { name: 'measured', as: 'bars', points: shareOf(this.#methods) },
          { name: 'target', as: 'dots', points: methodShares.map(({ share }, index) => [index, share]) },
        ],
      },
    }
  }
}

/** Wilson's interval of a share (1927). */
function wilson(count: number, all: number): [number, number] {
  const share = count / all
  const z2 = zBound * zBound
  const middle = (share + z2 / (2 * all)) / (1 + z2 / all)
  const half = (zBound / (1 + z2 / all)) * Math.sqrt((share * (1 - share)) / all + z2 / (4 * all * all))
  return [middle - half, middle + half]
}
