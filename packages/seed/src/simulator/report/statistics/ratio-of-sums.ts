import { type Estimate, fewestForError } from './estimate.ts'

/**
 * A sum over another, both over units that are drawn independently of each other, such as users; its standard error by
 * the linear approximation of a ratio (Cochran 1977, 6.4).
 */
export class RatioOfSums {
  #units = 0
  #above = 0
  #below = 0
  #aboveSquares = 0
  #products = 0
  #belowSquares = 0

  /** One unit's share of both sums. One that has none of either is no unit. */
  add(above: number, below: number): void {
    if (above === 0 && below === 0) return
    this.#units++
    this.#above += above
    this.#below += below
    this.#aboveSquares += above * above
    this.#products += above * below
    this.#belowSquares += below * below
  }

  get estimate(): Estimate {
    const value = this.#above / this.#below
    if (this.#units < fewestForError) return { value, error: Number.POSITIVE_INFINITY }
    const squares = this.#aboveSquares - 2 * value * this.#products + value * value * this.#belowSquares
    return { value, error: Math.sqrt(Math.max(0, squares)) / this.#below }
  }
}
