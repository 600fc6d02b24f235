import { byItem } from '../by-item.ts'
import type { Interactions } from '../interactions.ts'
import type { SparseWeights } from './item-model.ts'
import { strongestWeights } from './strongest-weights.ts'
import { transposed } from './transposed.ts'

/** As many as most published item-kNN baselines take. */
const neighbourCount = 100

/**
 * The baseline: items scored by those of the user's among their nearest, by the cosine of the columns of users. The neighbours
 * are the candidate's, as published baselines have it (Sarwar and others 2001): those of the watched item would leave every item
 * that is nobody's near one without a score.
 */
export function trainItemKnn(interactions: Interactions): SparseWeights {
  const { itemCount, starts, items, strengths } = interactions
  const columns = byItem(interactions)
  const norms = new Float64Array(itemCount)
  for (const [at, item] of items.entries()) norms[item] = (norms[item] ?? 0) + (strengths[at] ?? 0) ** 2
  const nearest = strongestWeights(itemCount, neighbourCount, (item, row) => {
    for (let at = columns.starts[item] ?? 0; at < (columns.starts[item + 1] ?? 0); at++) {
      const user = columns.users[at] ?? 0
      const strength = columns.strengths[at] ?? 0
      for (let other = starts[user] ?? 0; other < (starts[user + 1] ?? 0); other++) {
        const to = items[other] ?? 0
        row[to] = (row[to] ?? 0) + strength * (strengths[other] ?? 0)
      }
    }
    row[item] = 0
    const norm = norms[item] ?? 0
    for (let to = 0; to < itemCount; to++) {
      const product = row[to] ?? 0
      if (product !== 0) row[to] = product / Math.sqrt(norm * (norms[to] ?? 0))
    }
  })
  return transposed(nearest)
}
