import { DenseWeights } from './item-model.ts'
import { invertSymmetric } from './symmetric-inverse.ts'

/** How strongly weights are held down. Both are shares, so that they mean the same for any number of users. */
export interface Regularisation {
  /** Added to the Gram matrix' diagonal, as a share of its mean. */
  ridge: number
  /** The same, as a share of each item's own entry: what an item of many users is held down by. */
  dropout: number
}

/**
 * EASE: the weights by which each item is best told from a user's other items, none from itself to itself. They have a
 * closed form, B = I − P diag(1 / diag P) with P = (G + Λ)⁻¹ of the Gram matrix G (Harald Steck, Embarrassingly Shallow
 * Autoencoders for Sparse Data, WWW 2019). Λ is a ridge there; the part that grows with an item's own entry is the
 * diagonal that dropout on the input comes to (Steck, Autoencoders that don't overfit towards the Identity, NeurIPS 2020).
 * Takes itemCount³/2 multiplications and 28 bytes × itemCount², the Gram matrix with them.
 * @param gram it is left as it was
 */
export function trainEase(
  gram: Float64Array,
  itemCount: number,
  { ridge, dropout }: Regularisation,
  onProgress?: (share: number) => void,
): DenseWeights {
  const inverse = gram.slice()
  let trace = 0
  for (let item = 0; item < itemCount; item++) trace += gram[item * itemCount + item] ?? 0
  // A catalogue that nobody has watched has no mean to take a share of.
  const mean = trace / itemCount || 1
  for (let item = 0; item < itemCount; item++) {
    const at = item * itemCount + item
    inverse[at] = (inverse[at] ?? 0) * (1 + dropout) + ridge * mean
  }
  invertSymmetric(inverse, itemCount, onProgress)
  const weights = new Float32Array(itemCount * itemCount)
  for (let from = 0; from < itemCount; from++)
    for (let to = 0; to < itemCount; to++)
      if (from !== to)
        weights[from * itemCount + to] =
          -(inverse[from * itemCount + to] ?? 0) / (inverse[to * itemCount + to] ?? 1)
  return new DenseWeights(itemCount, weights)
}
