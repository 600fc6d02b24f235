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
  hazard(period: number): { hazard: number; atRisk: number } {
    const ended = this.#ended[period] ?? 0
    const atRisk = sum(this.#ended.slice(period)) + sum(this.#left.slice(period + 1))
    return { hazard: atRisk === 0 ? 0 : ended / atRisk, atRisk }
  }

  /** Share that is there after n periods. */
  survivors(periods: number): number {
    let share = 1
    for (let period = 0; period <= periods; period++) share *= 1 - this.hazard(period).hazard
    return share
  }
}

function sum(counts: readonly (number | undefined)[]): number {
  return counts.reduce<number>((total, count) => total + (count ?? 0), 0)
}
