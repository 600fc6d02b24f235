/**
 * A stream of random numbers of its own for each user, so that what a user does depends on the seed and the user
 * alone, not on who was simulated before or where. The generator is sfc32 (Chris Doty-Humphrey's Small Fast
 * Counting, 128 bits of state), seeded through splitmix32.
 *
 * Besides it only `Math.log`, `Math.exp` and `Math.sqrt` are used: JavaScript leaves the last digit of `sin`, `cos`
 * and `pow` to the engine, and two machines must write the same bytes.
 */
export class RandomStream {
  #a = 0
  #b = 0
  #c = 0
  #d = 0

  constructor(seed: number, key: number, purpose = 0) {
    this.restart(seed, key, purpose)
  }

  /** Begins the stream of this seed (32 bits), key (a user's index) and purpose (what of the user is drawn). */
  restart(seed: number, key: number, purpose = 0): void {
    this.#a = mixed(seed ^ 0x9e3779b9)
    this.#b = mixed(key + 0x3c6ef372)
    this.#c = mixed(purpose + 0x78dde6e4)
    this.#d = 1
    for (let warm = 0; warm < 12; warm++) this.bits()
  }

  /** 32 random bits as an integer that may be negative. */
  bits(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#d) | 0
    this.#d = (this.#d + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum
    this.#c |= 0
    return sum
  }

  /** Uniform on [0, 1). */
  next(): number {
    return (this.bits() >>> 0) * 2 ** -32
  }

  /** Uniform among 0, 1, …, n - 1. */
  below(n: number): number {
    return Math.floor(this.next() * n)
  }

  /** Standard normal, by Marsaglia's polar method; the second of a pair is not kept, so that streams stay simple. */
  normal(): number {
    for (;;) {
      const x = 2 * this.next() - 1
      const y = 2 * this.next() - 1
      const square = x * x + y * y
      if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square)
    }
  }

  /** Poisson with this mean, by counting exponential gaps; the work grows with the mean, as what is counted does. */
  poisson(mean: number): number {
    let count = 0
    for (let left = mean; left > 0; left -= 25) {
      const floor = Math.exp(-Math.min(left, 25))
      for (let product = this.next(); product > floor; product *= this.next()) count++
    }
    return count
  }

  /** Gamma with this shape and scale 1 (Marsaglia and Tsang 2000, with their boost for shapes below 1). */
  gamma(shape: number): number {
    if (shape < 1) return this.gamma(shape + 1) * Math.exp(Math.log(1 - this.next()) / shape)
    const d = shape - 1 / 3
    const c = 1 / Math.sqrt(9 * d)
    for (;;) {
      const x = this.normal()
      const cube = 1 + c * x
      if (cube <= 0) continue
      const v = cube * cube * cube
      if (Math.log(1 - this.next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v
    }
  }

  /** The index drawn from weights whose running sums are given; the last sum is their total. */
  cumulative(sums: ArrayLike<number>): number {
    const at = this.next() * (sums[sums.length - 1] ?? 0)
    let index = 0
    while (index < sums.length - 1 && at >= (sums[index] ?? 0)) index++
    return index
  }
}

function mixed(value: number): number {
  let x = (value + 0x9e3779b9) | 0
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b)
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
  return x ^ (x >>> 16)
}

/** Running sums of weights, for `cumulative`. */
export function runningSums(weights: readonly number[]): Float64Array {
  let sum = 0
  return Float64Array.from(weights, (weight) => {
    sum += weight
    return sum
  })
}
