import { chooseSettings, heldOutShare, type Progress } from './evaluation/choose-settings.ts'
import { evaluateRanking, type RankingQuality, type Split } from './evaluation/evaluate-ranking.ts'
import { joined, logOf, matrixOf, partOf, splitEachUser } from './evaluation/splits.ts'
import { type Interactions, unweighted } from './interactions.ts'
import { type ColdTitles, coldTitles, type TitleFeatures } from './models/cold-titles.ts'
import { trainItemKnn } from './models/item-knn.ts'
import { DenseWeights, type ItemModel, type SparseWeights } from './models/item-model.ts'
import { trainPopularity } from './models/popularity.ts'
import { strongestOfAll } from './models/strongest-of-all.ts'
import { type Settings, trainModel, weighted } from './settings.ts'

export interface Training {
  settings: Settings
  /** What is served: the strongest of all weights. */
  weights: SparseWeights
  /** A title on average. */
  neighbourCount: number
  /** nDCG at 10 with these neighbours alone, over that with all, on the tenth that settings were chosen by. */
  kept: number
  /** On a tenth of each user's titles, held out: popularity, item-kNN, and the model with its neighbours alone. */
  quality: ({ name: string } & RankingQuality)[]
}

export interface TrainingOptions {
  seed: number
  onProgress?: Progress
  /** The best ranking that is possible, where the truth is known: judged with the others, under the name `possible`. */
  possible?: ItemModel
}

const mostUsersJudged = 5_000
/** More would cost each reader more than they are worth, whatever is lost. */
const mostNeighbours = 400
const neighbourCounts = [50, 100, 200, mostNeighbours]
/** Of each title, so that a title of few users has similar ones, too. */
const fewestNeighbours = 20
/** Of the nDCG at 10 that may be lost by leaving neighbours out. */
const mostLost = 0.005

/**
 * Chooses settings, and how many neighbours are enough, by a tenth of each user's titles, judges the model by
 * another tenth, and then learns from everything. Deterministic for a seed.
 * @param features of each title
 */
export function trainRecommender(
  interactions: Interactions,
  features: readonly TitleFeatures[],
  { seed, onProgress, possible }: TrainingOptions,
): Training {
  const log = logOf(interactions)
  const parts = splitEachUser(log, [heldOutShare, heldOutShare], seed)
  const part = (number: number) => matrixOf(partOf(log, parts, number))
  const [train, validation, test] = [part(0), part(1), part(2)] as const
  const settings = chooseSettings(train, { validation, seed, ...(onProgress && { onProgress }) })
  const trial = trainModel(train, settings, (share) => onProgress?.('training on a part', share))
  onProgress?.('judging', 0)
  const chosenBy = { train: weighted(train, settings.weighting), test: validation }
  const kept = enough(trial, chosenBy)
  const known = joined(train, validation)
  const judged = { train: weighted(known, settings.weighting), test }
  const any = { train: unweighted(known), test }
  const judge = (model: ItemModel, split: Split) => evaluateRanking(model, split, mostUsersJudged, train)
  const quality = [
    { name: 'popularity', ...judge(trainPopularity(train), any) },
    { name: 'item-knn', ...judge(trainItemKnn(unweighted(train)), any) },
    { name: settings.model, ...judge(kept.weights, judged) },
    ...(possible === undefined ? [] : [{ name: 'possible', ...judge(possible, any) }]),
  ]
  const model = trainModel(interactions, settings, (share) => onProgress?.('training', share))
  onProgress?.('keeping the strongest neighbours', 0)
  return {
    settings,
    weights: strongest(model, kept.neighbourCount, coldTitles(interactions, features)),
    neighbourCount: kept.neighbourCount,
    kept: kept.share,
    quality,
  }
}

/** The fewest neighbours that lose no more than may be lost, or else the most that there may be. */
function enough(
  model: ItemModel,
  split: Split,
): { neighbourCount: number; weights: SparseWeights; share: number } {
  const all = ndcg(model, split)
  for (const neighbourCount of neighbourCounts) {
    const weights = strongest(model, neighbourCount)
    const share = all === 0 ? 1 : ndcg(weights, split) / all
    if (share >= 1 - mostLost || neighbourCount === mostNeighbours) return { neighbourCount, weights, share }
  }
  throw new Error('the most neighbours are the last that are tried')
}

function ndcg(model: ItemModel, split: Split): number {
  return evaluateRanking(model, split, mostUsersJudged).at[10].ndcg
}

/** The strongest of a model's weights, with cold titles blended in before the choice. */
function strongest(model: ItemModel, mean: number, cold?: ColdTitles): SparseWeights {
  const { itemCount } = model
  const row = model instanceof DenseWeights ? denseRow(model) : scoredRow(model)
  return strongestOfAll(itemCount, { mean, least: fewestNeighbours }, (item, weights) => {
    row(item, weights)
    cold?.blendInto(item, weights)
  })
}

function denseRow({ itemCount, weights }: DenseWeights) {
  return (item: number, row: Float64Array) =>
    row.set(weights.subarray(item * itemCount, (item + 1) * itemCount))
}

/** The weights from an item are the scores of somebody who watched that item alone. */
function scoredRow(model: ItemModel) {
  return (item: number, row: Float64Array) => model.score([item], [1], row)
}
