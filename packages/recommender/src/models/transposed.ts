import { SparseWeights } from './item-model.ts'

/** The same weights in the other direction: what an item had to another, the other has to it. */
export function transposed({ itemCount, starts, neighbours, weights }: SparseWeights): SparseWeights {
  const turnedStarts = new Int32Array(itemCount + 1)
  for (const to of neighbours) turnedStarts[to + 1] = (turnedStarts[to + 1] ?? 0) + 1
  for (let item = 0; item < itemCount; item++)
    turnedStarts[item + 1] = (turnedStarts[item + 1] ?? 0) + (turnedStarts[item] ?? 0)
  const places = turnedStarts.slice()
  const from = new Int32Array(neighbours.length)
  const turned = new Float32Array(weights.length)
  for (let item = 0; item < itemCount; item++)
    for (let edge = starts[item] ?? 0; edge < (starts[item + 1] ?? 0); edge++) {
      const to = neighbours[edge] ?? 0
      const place = places[to] ?? 0
      from[place] = item
      turned[place] = weights[edge] ?? 0
      places[to] = place + 1
    }
  return new SparseWeights(itemCount, turnedStarts, from, turned)
}
