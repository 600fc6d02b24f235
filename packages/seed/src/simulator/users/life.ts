/**
 * One user's life as a subscriber: periods of access and charges, in order of time. The columns are reused from
 * user to user; only the first `periods` and `charges` entries count.
 */
export class Life {
  periods = 0
  /** Milliseconds of UTC; access is from `from` until `to`. */
  readonly from: number[] = []
  readonly to: number[] = []
  /** ln of hours a month over the median user's, in this period. */
  readonly use: number[] = []
  /** What the period is on: an index among the scenario's plans. */
  readonly onPlan: number[] = []
  /** Whether the period was paid for (or is being paid for), not on trial. */
  readonly paid: boolean[] = []
  /** The chance, known when the period began, that it is cancelled at its end. */
  readonly hazard: number[] = []

  charges = 0
  readonly at: number[] = []
  /** Index among the scenario's plans. */
  readonly plan: number[] = []
  readonly succeeded: boolean[] = []
  readonly trial: boolean[] = []
  /** Index in `methodShares`. */
  readonly method: number[] = []

  /** Their mean ln(hours) over the median user's, and how content they are (standard normal). */
  activity = 0
  satisfaction = 0
  /** The plan they are on so far; of a whole life, in the end. */
  lastPlan = 0

  clear(): void {
    this.periods = 0
    this.charges = 0
  }

  /** A period on the plan that they are on now. */
  addPeriod(from: number, to: number, use: number, paid: boolean, hazard: number): void {
    const index = this.periods++
    this.from[index] = from
    this.to[index] = to
    this.use[index] = use
    this.onPlan[index] = this.lastPlan
    this.paid[index] = paid
    this.hazard[index] = hazard
  }

  addCharge(at: number, plan: number, succeeded: boolean, trial: boolean, method: number): void {
    const index = this.charges++
    this.at[index] = at
    this.plan[index] = plan
    this.succeeded[index] = succeeded
    this.trial[index] = trial
    this.method[index] = method
  }

  /** Whether there is access at this instant or later. */
  reaches(at: number): boolean {
    return this.periods > 0 && (this.to[this.periods - 1] ?? 0) > at
  }

  /** Whether there is paid access at this instant. */
  paidAt(at: number): boolean {
    for (let index = 0; index < this.periods; index++)
      if (this.paid[index] && at >= (this.from[index] ?? 0) && at < (this.to[index] ?? 0)) return true
    return false
  }
}
