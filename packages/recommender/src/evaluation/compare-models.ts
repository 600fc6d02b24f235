import { type Interactions, unweighted } from '../interactions.ts'
import { trainItemKnn } from '../models/item-knn.ts'
import type { ItemModel } from '../models/item-model.ts'
import { trainPopularity } from '../models/popularity.ts'
import { type Settings, trainModel, weighted } from '../settings.ts'
import { chooseSettings, type Progress } from './choose-settings.ts'
import { evaluateRanking, type RankingQuality } from './evaluate-ranking.ts'
import type { Trial } from './protocols.ts'
import { joined } from './splits.ts'

export interface Compared extends RankingQuality {
  name: string
  /** Seconds to choose settings and to train; 0 where the clock was not given. */
  trainSeconds: number
  settings?: Settings
}

/**
 * Ranks by popularity, by item-kNN and by our model, whose settings are chosen by what is held out of `fit`, or by the
 * trial's validation, with which it then learns, too.
 * @param seconds the clock
 * @param model ours; by the catalogue's size when left out
 */
export function compareModels(
  { fit, validation, known, test }: Trial,
  {
    seed,
    seconds,
    onProgress,
    model: wanted,
  }: { seed: number; seconds: () => number; onProgress?: Progress; model?: Settings['model'] },
): Compared[] {
  const all = validation === undefined ? fit : joined(fit, validation)
  const compared = (
    name: string,
    train: () => { model: ItemModel; known: Interactions; settings?: Settings },
  ) => {
    const begin = seconds()
    const { model, known: told, settings } = train()
    const called = settings?.model ?? name
    const trainSeconds = seconds() - begin
    onProgress?.(`ranking by ${called}`, 0)
    const quality = evaluateRanking(model, { train: told, test }, undefined, all)
    return { name: called, trainSeconds, ...(settings === undefined ? {} : { settings }), ...quality }
  }
  return [
    compared('popularity', () => ({ model: trainPopularity(all), known })),
    compared('item-knn', () => ({ model: trainItemKnn(unweighted(all)), known: unweighted(known) })),
    compared('ease', () => {
      const settings = chooseSettings(fit, {
        ...(validation && { validation }),
        seed,
        ...(onProgress && { onProgress }),
        ...(wanted && { model: wanted }),
      })
      const model = trainModel(all, settings, (share) => onProgress?.('training', share))
      return { model, known: weighted(known, settings.weighting), settings }
    }),
  ]
}
