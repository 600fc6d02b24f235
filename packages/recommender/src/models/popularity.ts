import { type Interactions, userCounts } from '../interactions.ts'
import type { ItemModel } from './item-model.ts'

/** The same for everybody: how many users an item has. */
export function trainPopularity(interactions: Interactions): ItemModel {
  const counts = userCounts(interactions)
  return { itemCount: interactions.itemCount, score: (_items, _strengths, scores) => scores.set(counts) }
}
