import { chooseSettings, heldOut, type Progress } from './choose-settings.ts'
import { type ColdTitles, coldTitles } from './cold-titles.ts'
import { evaluateRanking, type RankingQuality, type Split } from './evaluate-ranking.ts'
import { type Interactions, unweighted } from './interactions.ts'
import { trainItemKnn } from './item-knn.ts'
import { DenseWeights, type ItemModel, type SparseWeights } from './item-model.ts'
import { trainPopularity } from './popularity.ts'
import { type Settings, trainModel, weighted } from './settings.ts'
import { strongestWeights } from './strongest-weights.ts'

/** What is told of a title without anybody having watched it. */
export interface TitleFeatures {
  genre: string
  content_type: string
  release_year: number
}

export interface Training {
  settings: Settings
  /** What is served: of each title the strongest neighbours. */
  weights: SparseWeights
  /** Of each title at most. */
  neighbourCount: number
  /** nDCG at 10 with these neighbours alone, over that with all. */
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
const neighbourCounts = [50, 100, 200, 400]
/** Of the nDCG at 10 that may be lost by leaving neighbours out. */
const mostLost = 0.005

/**
 * Chooses settings, judges the model by what is held out, decides how many neighbours of a title are enough, and then
 * learns from everything. Deterministic for a seed.
 * @param features of each title
 */
export function trainRecommender(
  interactions: Interactions,
  features: readonly TitleFeatures[],
  { seed, onProgress, possible }: TrainingOptions,
): Training {
  const settings = chooseSettings(interactions, { seed, ...(onProgress && { onProgress }) })
  const split = heldOut(interactions, seed + 1)
  const judged = { train: weighted(split.train, settings.weighting), test: split.test }
  const trial = trainModel(split.train, settings, (share) => onProgress?.('training on a part', share))
  onProgress?.('judging', 0)
  const all = ndcg(trial, judged)
  const neighbourCount =
    neighbourCounts.find((count) => ndcg(strongest(trial, count), judged) >= all * (1 - mostLost)) ??
    interactions.itemCount
  const served = strongest(trial, neighbourCount)
  const any = { train: unweighted(split.train), test: split.test }
  const quality = [
    { name: 'popularity', ...judge(trainPopularity(split.train), any) },
    { name: 'item-knn', ...judge(trainItemKnn(any.train), any) },
    { name: settings.model, ...judge(served, judged) },
    ...(possible === undefined ? [] : [{ name: 'possible', ...judge(possible, any) }]),
  ]
  const model = trainModel(interactions, settings, (share) => onProgress?.('training', share))
  onProgress?.('keeping the strongest neighbours', 0)
  return {
    settings,
    weights: strongest(model, neighbourCount, coldTitles(interactions, features)),
    neighbourCount,
    kept: all === 0 ? 1 : ndcg(served, judged) / all,
    quality,
  }
}

function judge(model: ItemModel, split: Split): RankingQuality {
  return evaluateRanking(model, split, mostUsersJudged)
}

function ndcg(model: ItemModel, split: Split): number {
  return judge(model, split).at[10].ndcg
}

/** A model's strongest neighbours of each title, with cold titles blended in before the choice. */
function strongest(model: ItemModel, count: number, cold?: ColdTitles): SparseWeights {
  const { itemCount } = model
  const row = model instanceof DenseWeights ? denseRow(model) : scoredRow(model)
  return strongestWeights(itemCount, count, (item, weights) => {
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
