import { expect, test } from 'vitest'
import { rankingMetrics } from './ranking-metrics.ts'

const log2 = Math.log2

test('hits at places 1 and 3 of 5, of three held out', () => {
  expect(rankingMetrics([7, 1, 8, 2, 3], new Set([7, 8, 9]), 5)).toEqual({
    precision: 2 / 5,
    recall: 2 / 3,
    // (1 + 1/2) over (1 + 1/log2 3 + 1/2)
    ndcg: 1.5 / (1.5 + 1 / log2(3)),
    map: (1 + 2 / 3) / 3,
  })
})

test('what stands behind the kth place counts for nothing', () => {
  expect(rankingMetrics([1, 2, 7], new Set([7]), 2)).toEqual({ precision: 0, recall: 0, ndcg: 0, map: 0 })
})

test('a user with one held-out item, found at place 2', () => {
  expect(rankingMetrics([1, 7], new Set([7]), 10)).toEqual({
    precision: 1 / 10,
    recall: 1,
    ndcg: 1 / log2(3),
    map: 1 / 2,
  })
})

test('a list shorter than k has empty places', () => {
  expect(rankingMetrics([7], new Set([7, 8]), 4)).toEqual({
    precision: 1 / 4,
    recall: 1 / 2,
    ndcg: 1 / (1 + 1 / log2(3)),
    map: 1 / 2,
  })
})

test('more held out than k: the best list has k hits, and nDCG and MAP are 1', () => {
  const { ndcg, map, recall } = rankingMetrics([1, 2], new Set([1, 2, 3, 4]), 2)
  expect([ndcg, map, recall]).toEqual([1, 1, 1 / 2])
})
