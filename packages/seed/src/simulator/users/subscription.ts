import { type Calendar, dayMs } from '../calendar.ts'
import { effects } from '../effects.ts'
import { type RandomStream, runningSums } from '../random/random-stream.ts'
import type { Scenario } from '../scenario.ts'
import {
  cancelHazards,
  cardUpdate,
  planChange,
  reasons,
  retries,
  returnShares,
} from '../weights/subscription-weights.ts'
import { activity } from '../weights/viewing-weights.ts'
import type { Life } from './life.ts'

const meanMonthMs = (365.25 / 12) * dayMs
/** The last day that every month has: without billing days nobody is charged later in a month. */
const dayOfEveryMonth = 28
/** Who comes back within days has not left: a cancellation is taken back without a trace. */
const soonestReturnMs = 3 * dayMs
/** What `cancelHazards` are calibrated to. */
const calibrated = { churn: 0.053, failedCharges: 0.05 }

/** Charges that nobody mends end their share of subscriptions; the rest of the churn is cancelled. */
function unpaid(failedCharges: number): number {
  return failedCharges * (1 - cardUpdate.paid)
}

/** Draws lives of subscribers: trial, charges, changes of plan, leaving for a reason, coming back. */
export class Subscription {
  readonly #scenario: Scenario
  readonly #calendar: Calendar
  readonly #on
  readonly #cancelScale: number
  readonly #reasonsMean: number

  constructor(scenario: Scenario, calendar: Calendar) {
    this.#scenario = scenario
    this.#calendar = calendar
    this.#on = effects(scenario)
    this.#cancelScale =
      (Math.max(0.002, scenario.monthly_churn - unpaid(scenario.failed_charges)) /
        (calibrated.churn - unpaid(calibrated.failedCharges))) *
      (this.#on.churn_level ? 1 : 0.4)
    this.#reasonsMean = Math.exp((reasons.use ** 2 + reasons.satisfaction ** 2) / 2)
  }

  /**
   * Draws one life into `life`, from a trial that ends at `trialEnd` until the simulation's end.
   * @param month the month of the simulation in which the trial ends
   */
  draw(
    life: Life,
    random: RandomStream,
    trialEnd: number,
    month: number,
    plan: number,
    method: number,
  ): void {
    const { trial } = this.#scenario
    life.clear()
    life.activity = (this.#on.activity_spread ? activity.between : 0) * random.normal()
    life.satisfaction = random.normal()
    life.lastPlan = plan
    const joined = trialEnd - trial.days * dayMs
    life.addCharge(joined, plan, true, true, method)
    life.addPeriod(joined, trialEnd, this.#useOf(life, random), false, 0)
    const conversion = this.#on.trial_conversion ? trial.conversion : Math.min(1, trial.conversion * 1.3)
    if (random.next() >= conversion) return
    let [start, startMonth] = [trialEnd, month]
    while (start < this.#calendar.end) {
      const left = this.#spell(life, random, start, startMonth, method)
      if (left === undefined) return
      const after = this.#on.returns ? returnMonth(random) : undefined
      if (after === undefined) return
      start = left + soonestReturnMs + (after + random.next()) * meanMonthMs
      while (this.#calendar.monthStart(startMonth + 1) <= start) startMonth++
    }
  }

  /** One unbroken subscription. @returns when access ended; undefined when it outlasts the simulation */
  #spell(life: Life, random: RandomStream, start: number, month: number, method: number): number | undefined {
    const into = start - this.#calendar.monthStart(month)
    const joined = 1 + Math.floor(into / dayMs)
    const day = this.#on.billing_days ? joined : Math.min(joined, dayOfEveryMonth)
    let due = start
    for (let paidMonths = 1; ; paidMonths++) {
      if (due >= this.#calendar.end) return undefined
      if (paidMonths > 1) this.#maybeChangePlan(life, random)
      const next = this.#calendar.onDay(month + paidMonths, day) + (into % dayMs)
      const use = this.#useOf(life, random)
      if (!this.#charge(life, random, due, method)) {
        const end = due + cardUpdate.accessEndsAfterDays * dayMs
        life.addPeriod(due, end, use, true, 0)
        return end
      }
      const hazard = this.#cancelHazard(life, use, paidMonths, month + paidMonths)
      life.addPeriod(due, next, use, true, hazard)
      if (random.next() < hazard) return next
      due = next
    }
  }

  /** Charges, and tries again. @returns whether it was paid in the end */
  #charge(life: Life, random: RandomStream, due: number, method: number): boolean {
    const plan = life.lastPlan
    if (random.next() >= this.#scenario.failed_charges) {
      life.addCharge(due, plan, true, false, method)
      return true
    }
    life.addCharge(due, plan, false, false, method)
    const luck = this.#on.failed_charges ? random.next() : 1
    for (const retry of retries) {
      const paid = luck < retry.paid
      life.addCharge(due + retry.afterDays * dayMs, plan, paid, false, method)
      if (paid) return true
    }
    if (luck >= cardUpdate.paid) return false
    life.addCharge(due + cardUpdate.afterDays * dayMs, plan, true, false, method)
    return true
  }

  #cancelHazard(life: Life, use: number, paidMonths: number, month: number): number {
    const index = Math.min(paidMonths, cancelHazards.length) - 1
    let hazard = this.#on.churn_shape
      ? (cancelHazards[index] ?? 0)
      : calibrated.churn - unpaid(calibrated.failedCharges)
    if (this.#on.reasons)
      hazard *= Math.exp(-reasons.use * use - reasons.satisfaction * life.satisfaction) / this.#reasonsMean
    for (const event of this.#scenario.events)
      if (event.kind === 'price-rise' && (month === event.month || month === event.month + 1))
        hazard *= event.cancel_factor
    return Math.min(1, hazard * this.#cancelScale)
  }

  #maybeChangePlan(life: Life, random: RandomStream): void {
    const luck = random.next()
    if (luck < planChange.up) life.lastPlan = Math.min(life.lastPlan + 1, this.#scenario.plans.length - 1)
    else if (luck < planChange.up + planChange.down) life.lastPlan = Math.max(0, life.lastPlan - 1)
  }

  #useOf(life: Life, random: RandomStream): number {
    return life.activity + (this.#on.activity_spread ? activity.within : 0.1) * random.normal()
  }
}

const returnSums = runningSums([...returnShares, 1 - returnShares.reduce((sum, share) => sum + share, 0)])

/** Whole months until somebody who left is back; undefined when they stay away. */
function returnMonth(random: RandomStream): number | undefined {
  const month = random.cumulative(returnSums)
  return month < returnShares.length ? month : undefined
}
