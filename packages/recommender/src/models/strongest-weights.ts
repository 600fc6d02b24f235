import { SparseWeights } from './item-model.ts'

/**
 * Keeps of each item's weights the strongest, whatever their sign: what is left out moves a score least.
 * @param rowOf writes the weights from an item to all items, 0 where there is none
 */
export function strongestWeights(
  itemCount: number,
  most: number,
  rowOf: (item: number, row: Float64Array) => void,
): SparseWeights {
  const kept = Math.min(most, itemCount)
  const row = new Float64Array(itemCount)
  const starts = new Int32Array(itemCount + 1)
  const neighbours = new Int32Array(itemCount * kept)
  const weights = new Float32Array(itemCount * kept)
  let count = 0
  for (let item = 0; item < itemCount; item++) {
    row.fill(0)
    rowOf(item, row)
    // Of a large catalogue nearly all weights are 0: only the others are put in order.
    const magnitudes = row
      .filter((weight) => weight !== 0)
      .map(Math.abs)
      .sort()
    // Of weights as strong as the last that is kept, those of lower indices.
    const least = magnitudes[magnitudes.length - kept] ?? 0
    let equals = kept - magnitudes.filter((magnitude) => magnitude > least).length
    for (let to = 0; to < itemCount; to++) {
      const weight = row[to] ?? 0
      const magnitude = Math.abs(weight)
      if (magnitude === 0 || magnitude < least || (magnitude === least && equals-- <= 0)) continue
      neighbours[count] = to
      weights[count++] = weight
    }
    starts[item + 1] = count
  }
  return new SparseWeights(itemCount, starts, neighbours.slice(0, count), weights.slice(0, count))
}
