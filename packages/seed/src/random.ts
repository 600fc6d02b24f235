/** A stream of pseudo-random numbers, the same for the same seed on every machine. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number
  /** Uniform whole number from `low` to `high`, both included. */
  integer(low: number, high: number): number
  /** One of the items, each as likely as another. @throws RangeError when there is none */
  pick<T>(items: readonly T[]): T
  /** One of the items, as likely as its weight is of their sum. @throws RangeError when there is none */
  weighted<T>(items: readonly T[], weight: (item: T) => number): T
}

/** Chris Doty-Humphrey's sfc32 (PractRand 0.94), seeded through splitmix32 and warmed up by 12 rounds. */
export function createRandom(seed: number): Random {
  let mixing = seed | 0
  const word = () => {
    mixing = (mixing + 0x9e3779b9) | 0
    let z = mixing
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad)
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
    return z ^ (z >>> 15)
  }
  let a = word()
  let b = word()
  let c = word()
  let counter = 1
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + sum) | 0
    return (sum >>> 0) / 4_294_967_296
  }
  for (let round = 0; round < 12; round++) next()

  function at<T>(items: readonly T[], index: number): T {
    if (items.length === 0) throw new RangeError('nothing to choose from')
    return items[index] as T // index is within the array by construction
  }
  return {
    next,
    integer: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick: (items) => at(items, Math.floor(next() * items.length)),
    weighted(items, weight) {
      let left = next() * items.reduce((sum, item) => sum + weight(item), 0)
      const index = items.findIndex((item) => {
        left -= weight(item)
        return left < 0
      })
      return at(items, index < 0 ? items.length - 1 : index)
    },
  }
}
