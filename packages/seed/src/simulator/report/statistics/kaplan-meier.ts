import { type Estimate, fewestForError } from './estimate.ts'

/**
 * Survivors by whole periods (Kaplan and Meier 1958): of each duration, how many ended and how many were still there
 * when it was last looked.
 */
export class KaplanMeier {
  readonly #ended: number[] = []
  readonly #left: number[] = []

  /** @param periods how many whole periods it lasted, or has lasted */
  add(periods: number, ended: boolean): void {
    const counts = ended ? this.#ended : this.#left
    counts[periods] = (counts[periods] ?? 0) + 1
  }

  get size(): number {
    return sum(this.#ended) + sum(this.#left)
  }

  /** Chance to end with the n-th period for those who reach it, and how many those are. */
  hazard(period: number): { hazard: number; ended: number; atRisk: number } {
    const ended = this.#ended[period] ?? 0
    const atRisk = sum(this.#ended.slice(period)) + sum(this.#left.slice(period + 1))
    return { hazard: atRisk === 0 ? 0 : ended / atRisk, ended, atRisk }
  }

  /**
   * Share that is there after n periods; its error is Greenwood's (1926). Both NaN where nobody was looked at for so
   * long, and the error infinite where too few were, or nobody ended.
   */
  survivors(periods: number): Estimate {
    let share = 1
    let relative = 0
    let reached = 0
    for (let period = 0; period <= periods; period++) {
      const { hazard, atRisk } = this.hazard(period)
      share *= atRisk === 0 ? Number.NaN : 1 - hazard
      relative += hazard / (atRisk * (1 - hazard))
      reached = atRisk
    }
    const few = relative === 0 || reached < fewestForError
    return {
      value: share,
      error: few && reached > 0 ? Number.POSITIVE_INFINITY : share * Math.sqrt(relative),
    }
  }
}

function sum(counts: readonly (number | undefined)[]): number {
  return counts.reduce<number>((total, count) => total + (count ?? 0), 0)
}
