import { expect, test } from 'vitest'
import { compareModels } from './evaluation/compare-models.ts'
import { trialOf } from './evaluation/protocols.ts'
import { matrixOf } from './evaluation/splits.ts'
import type { TitleFeatures } from './models/cold-titles.ts'
import { groupedLog } from './testing.ts'
import { trainRecommender } from './train-recommender.ts'

const log = groupedLog(400, 120, 21)
const compare = (model?: 'rp3beta') =>
  compareModels(trialOf(log, 'ms-75-25', { seed: 1 }), { seed: 1, seconds: () => 0, ...(model && { model }) })
const ndcg = (compared: ReturnType<typeof compare>) =>
  Object.fromEntries(compared.map(({ name, at }) => [name, at[10].ndcg]))

test('where taste is hidden in who takes to what, EASE finds more than popularity and item-kNN', () => {
  const found = ndcg(compare())
  expect(found.ease).toBeGreaterThan((found['item-knn'] ?? 1) * 1.02)
  expect(found['item-knn']).toBeGreaterThan(found.popularity ?? 1)
})

test('the model for large catalogues finds more than popularity, too', () => {
  const found = ndcg(compare('rp3beta'))
  expect(found.rp3beta).toBeGreaterThan((found.popularity ?? 1) * 1.1)
})

test('the same seed gives the same figures', () => {
  expect(compare()).toEqual(compare())
})

// Item 119 nobody has; its twins are the other items of its group.
const interactions = matrixOf(log)
const features: TitleFeatures[] = Array.from({ length: 121 }, (_, item) => ({
  genre: `group ${item % 5}`,
  content_type: 'Film',
  release_year: 2000 + (item % 20),
}))
const withNewTitle = { ...interactions, itemCount: 121 }
const stages: string[] = []
const training = trainRecommender(withNewTitle, features, {
  seed: 1,
  onProgress: (stage) => stages.push(stage),
})

test('a training says what it chose, what that is worth, and how far it is', () => {
  expect(training.quality.map(({ name }) => name)).toEqual(['popularity', 'item-knn', 'ease'])
  expect(training.kept).toBeGreaterThanOrEqual(0.995)
  expect(new Set(stages)).toEqual(
    new Set(['choosing', 'training on a part', 'judging', 'training', 'keeping the strongest neighbours']),
  )
})

test('a title that nobody watched is recommended to those who like titles of its genre and type', () => {
  const { weights } = training
  const scores = new Float64Array(121)
  const scoreOf = (items: number[]) => {
    weights.score(
      items,
      items.map(() => 1),
      scores,
    )
    return scores[120] ?? 0
  }
  expect(scoreOf([0, 5, 10])).toBeGreaterThan(0)
  expect(scoreOf([0, 5, 10])).toBeGreaterThan(scoreOf([1, 6, 11]))
})
