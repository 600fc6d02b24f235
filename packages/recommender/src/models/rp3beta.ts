import { byItem } from '../by-item.ts'
import type { Interactions } from '../interactions.ts'
import type { SparseWeights } from './item-model.ts'
import { strongestWeights } from './strongest-weights.ts'

/** Of each item: enough that more change the ranking little, few enough that ten thousands of items fit in memory. */
const neighbourCount = 300

/**
 * RP3beta, for catalogues too large for an inverse: how likely a walk from an item over one of its users leads to
 * another item, over the power `beta` of the other's number of users, which keeps the popular from all lists
 * (Paudel and others, Updatable, Accurate, Diverse, and Scalable Recommendations, TiiS 2017). Memory grows with the
 * neighbours that are kept; time with the pairs of items that users share, and with a pass over the catalogue for each item.
 */
export function trainRp3beta(interactions: Interactions, beta: number): SparseWeights {
  const { itemCount, userCount, starts, items, strengths } = interactions
  const columns = byItem(interactions)
  const ofUser = new Float64Array(userCount)
  const ofItem = new Float64Array(itemCount)
  for (let user = 0; user < userCount; user++)
    for (let at = starts[user] ?? 0; at < (starts[user + 1] ?? 0); at++) {
      const item = items[at] ?? 0
      ofUser[user] = (ofUser[user] ?? 0) + (strengths[at] ?? 0)
      ofItem[item] = (ofItem[item] ?? 0) + (strengths[at] ?? 0)
    }
  const damping = ofItem.map((sum) => (sum === 0 ? 0 : sum ** -beta))
  return strongestWeights(itemCount, neighbourCount, (item, row) => {
    for (let at = columns.starts[item] ?? 0; at < (columns.starts[item + 1] ?? 0); at++) {
      const user = columns.users[at] ?? 0
      const toUser = (columns.strengths[at] ?? 0) / (ofItem[item] ?? 1)
      for (let other = starts[user] ?? 0; other < (starts[user + 1] ?? 0); other++) {
        const to = items[other] ?? 0
        row[to] = (row[to] ?? 0) + (toUser * (strengths[other] ?? 0)) / (ofUser[user] ?? 1)
      }
    }
    row[item] = 0
    for (let to = 0; to < itemCount; to++) {
      const walked = row[to] ?? 0
      if (walked !== 0) row[to] = walked * (damping[to] ?? 0)
    }
  })
}
