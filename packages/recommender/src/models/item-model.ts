/**
 * What every model can do: tell from what somebody took to which items are for them. The scores of one call compare
 * with each other alone.
 */
export interface ItemModel {
  readonly itemCount: number
  /**
   * @param items a user's items, each once
   * @param strengths of these, above 0 to 1
   * @param scores itemCount numbers, written anew
   * @param user who it is, for a ranking that knows more of users than what they took to
   */
  score(items: ArrayLike<number>, strengths: ArrayLike<number>, scores: Float64Array, user?: number): void
}

/** A weight from each item to each other: a user's score of an item is the sum of their items' weights to it. */
export class DenseWeights implements ItemModel {
  constructor(
    readonly itemCount: number,
    /** Row by row: the weights from an item to all. */
    readonly weights: Float32Array,
  ) {}

  score(items: ArrayLike<number>, strengths: ArrayLike<number>, scores: Float64Array): void {
    const { itemCount, weights } = this
    scores.fill(0)
    for (let at = 0; at < items.length; at++) {
      const row = (items[at] ?? 0) * itemCount
      const strength = strengths[at] ?? 0
      for (let item = 0; item < itemCount; item++)
        scores[item] = (scores[item] ?? 0) + strength * (weights[row + item] ?? 0)
    }
  }
}

/** The same, of which only some weights are not 0: those from an item are at `starts[item]` up to `starts[item + 1]`. */
export class SparseWeights implements ItemModel {
  constructor(
    readonly itemCount: number,
    readonly starts: Int32Array,
    readonly neighbours: Int32Array,
    readonly weights: Float32Array,
  ) {}

  score(items: ArrayLike<number>, strengths: ArrayLike<number>, scores: Float64Array): void {
    const { starts, neighbours, weights } = this
    scores.fill(0)
    for (let at = 0; at < items.length; at++) {
      const item = items[at] ?? 0
      const strength = strengths[at] ?? 0
      for (let edge = starts[item] ?? 0; edge < (starts[item + 1] ?? 0); edge++) {
        const to = neighbours[edge] ?? 0
        scores[to] = (scores[to] ?? 0) + strength * (weights[edge] ?? 0)
      }
    }
  }
}
