import { type Interactions, unweighted } from './interactions.ts'
import { type Regularisation, trainEase } from './models/ease.ts'
import { gramOf } from './models/gram.ts'
import type { ItemModel } from './models/item-model.ts'
import { trainRp3beta } from './models/rp3beta.ts'

/** Which model, and what it was told: all that training chooses by itself. */
export type Settings = { weighting: Weighting } & (
  | ({ model: 'ease' } & Regularisation)
  | { model: 'rp3beta'; beta: number }
)

/** `any`: that there was something counts, however much; `graded`: by its strength. */
export type Weighting = 'any' | 'graded'

/** Beyond it training takes many minutes and two gigabytes. */
export const mostEaseItems = 8_000

export function weighted(interactions: Interactions, weighting: Weighting): Interactions {
  return weighting === 'any' ? unweighted(interactions) : interactions
}

/** @param interactions as they are; the settings say how they are weighted, and so must the caller of the model's `score` */
export function trainModel(
  interactions: Interactions,
  settings: Settings,
  onProgress?: (share: number) => void,
): ItemModel {
  const matrix = weighted(interactions, settings.weighting)
  if (settings.model === 'rp3beta') return trainRp3beta(matrix, settings.beta)
  return trainEase(gramOf(matrix), matrix.itemCount, settings, onProgress)
}
