import { SparseWeights } from './item-model.ts'

export interface HowMany {
  /** Weights that are kept, an item on average. */
  mean: number
  /** Of each item, 1 or more, however weak they are beside those of others. */
  least: number
}

/**
 * Keeps the strongest of all items' weights, whatever their sign: what is left out moves scores least. One threshold holds
 * for all, so that items of many users keep more than items of few. What is as strong as the last that is kept is kept, too.
 * @param rowOf writes the weights from an item to all items, 0 where there is none; it is called several times an item
 */
export function strongestOfAll(
  itemCount: number,
  { mean, least }: HowMany,
  rowOf: (item: number, row: Float64Array) => void,
): SparseWeights {
  const exact = new Float64Array(itemCount)
  const row = new Float32Array(itemCount)
  const eachRow = (look: (row: Float32Array, item: number) => void) => {
    for (let item = 0; item < itemCount; item++) {
      exact.fill(0)
      rowOf(item, exact)
      row.set(exact)
      look(row, item)
    }
  }
  const threshold = thresholdOf(mean * itemCount, row, eachRow)

  const leastOfItem = new Float32Array(itemCount)
  const starts = new Int32Array(itemCount + 1)
  eachRow((weights, item) => {
    leastOfItem[item] = Math.min(threshold, magnitudeAt(weights, least))
    starts[item + 1] = (starts[item] ?? 0) + countFrom(weights, leastOfItem[item] ?? 0)
  })
  const neighbours = new Int32Array(starts[itemCount] ?? 0)
  const kept = new Float32Array(neighbours.length)
  let at = 0
  eachRow((weights, item) => {
    for (let to = 0; to < itemCount; to++) {
      const weight = weights[to] ?? 0
      if (weight === 0 || Math.abs(weight) < (leastOfItem[item] ?? 0)) continue
      neighbours[at] = to
      kept[at++] = weight
    }
  })
  return new SparseWeights(itemCount, starts, neighbours, kept)
}

/**
 * The magnitude of the `count`th strongest weight, without all of them at once: the bits of a positive 32-bit float are in
 * the order of its value, so they are counted by their upper half, and then by the lower half within the one that holds it.
 * @param row what `eachRow` fills, row by row
 * @returns 0 where there are no more than `count`
 */
function thresholdOf(
  count: number,
  row: Float32Array,
  eachRow: (look: (row: Float32Array) => void) => void,
): number {
  const bits = new Uint32Array(row.buffer)
  const magnitudeBits = 0x7fff_ffff
  const upper = new Float64Array(1 << 15)
  eachRow(() => {
    for (const all of bits) countOne(upper, (all & magnitudeBits) >>> 16)
  })
  // What is 0 is no weight.
  const inner = new Float64Array(1 << 16)
  let above = 0
  let half = upper.length - 1
  while (half > 0 && above + (upper[half] ?? 0) < count) above += upper[half--] ?? 0
  eachRow(() => {
    for (const all of bits) if ((all & magnitudeBits) >>> 16 === half) countOne(inner, all & 0xffff)
  })
  let low = inner.length - 1
  while (low > 0 && above + (inner[low] ?? 0) < count) above += inner[low--] ?? 0
  return new Float32Array(Uint32Array.of((half << 16) | low).buffer)[0] ?? 0
}

function countOne(counts: Float64Array, at: number): void {
  counts[at] = (counts[at] ?? 0) + 1
}

/** The magnitude of a row's `count`th strongest weight; 0 where it has no more. */
function magnitudeAt(row: Float32Array, count: number): number {
  const magnitudes = row
    .filter((weight) => weight !== 0)
    .map(Math.abs)
    .sort()
  return magnitudes[magnitudes.length - count] ?? 0
}

function countFrom(row: Float32Array, least: number): number {
  let count = 0
  for (const weight of row) if (weight !== 0 && Math.abs(weight) >= least) count++
  return count
}
