import type { RowCounts } from './row-counts.ts'

/** How many rows are made how fast, and how long the rest will take. */
export class RowRate {
  readonly #counts: RowCounts
  readonly #users: number
  readonly #start = performance.now()

  constructor(counts: RowCounts, users: number) {
    this.#counts = counts
    this.#users = users
  }

  get seconds(): number {
    return (performance.now() - this.#start) / 1000
  }

  get perSecond(): number {
    return this.#counts.total / Math.max(1e-3, this.seconds)
  }

  /** By users, who are known in advance; rows are not. */
  get secondsLeft(): number {
    const { users } = this.#counts.of
    return users === 0 ? Number.NaN : (this.seconds / users) * (this.#users - users)
  }

  toString(): string {
    const left = Number.isNaN(this.secondsLeft) ? '' : `, ${duration(this.secondsLeft)} left`
    return `${amount(this.#counts.total)} rows, ${amount(this.perSecond)}/s${left}`
  }
}

export function amount(count: number): string {
  return Math.round(count).toLocaleString('en-US')
}

/** Minutes and seconds. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}
