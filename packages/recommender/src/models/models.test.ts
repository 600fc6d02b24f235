import { expect, test } from 'vitest'
import {
  interactionsOf,
  ofUser,
  popularityOrder,
  unweighted,
  userCounts,
  withItems,
} from '../interactions.ts'
import { numbers } from '../testing.ts'
import { trainItemKnn } from './item-knn.ts'
import { DenseWeights } from './item-model.ts'
import { trainPopularity } from './popularity.ts'
import { trainRp3beta } from './rp3beta.ts'
import { strongestOfAll } from './strongest-of-all.ts'
import { strongestWeights } from './strongest-weights.ts'
import { topItems } from './top-items.ts'

// Users 0: items 0 and 1; 1: items 0, 1 and 2; 2: item 1.
const three = interactionsOf(3, 4, {
  users: [1, 0, 1, 2, 0, 1, 0],
  items: [2, 1, 0, 1, 0, 1, 1],
  strengths: [1, 0.2, 1, 1, 1, 1, 0.5],
})
const close = (value: number) => expect.closeTo(value, 6)

test('interactions are by user and item, the greatest strength of several', () => {
  expect([...ofUser(three, 0).items]).toEqual([0, 1])
  expect([...ofUser(three, 0).strengths]).toEqual([1, 0.5])
  expect([...ofUser(three, 1).items]).toEqual([0, 1, 2])
  expect([...three.starts]).toEqual([0, 2, 5, 6])
})

test('a user in the middle or at the end may have none', () => {
  const { starts } = interactionsOf(4, 2, { users: [0, 2], items: [1, 0], strengths: [1, 1] })
  expect([...starts]).toEqual([0, 1, 1, 2, 2])
})

test('popularity is how many users an item has; of equals the lower index is first', () => {
  expect([...userCounts(three)]).toEqual([2, 3, 1, 0])
  expect([...popularityOrder(three)]).toEqual([1, 0, 2, 3])
  const scores = new Float64Array(4)
  trainPopularity(three).score([], [], scores)
  expect([...scores]).toEqual([2, 3, 1, 0])
})

test('chosen items are renumbered in their order', () => {
  const { items, starts, itemCount } = withItems(three, Int32Array.of(2, 0))
  expect([itemCount, [...starts], [...items]]).toEqual([2, [0, 1, 3, 3], [1, 0, 1]])
})

test('item-kNN weighs by the cosine of the columns of users', () => {
  const scores = new Float64Array(4)
  trainItemKnn(unweighted(three)).score([0], [1], scores)
  expect([...scores]).toEqual([0, close(2 / Math.sqrt(2 * 3)), close(1 / Math.sqrt(2 * 1)), 0])
})

test('item-kNN keeps of each candidate its nearest, so that an item near to nobody is scored all the same', () => {
  // 102 items that users 0 to 9 have all of; item 102 only user 10 has, who has item 0 as well.
  const pairs = Array.from({ length: 10 * 102 }, (_, at) => [Math.floor(at / 102), at % 102] as const)
  const columns = [...pairs, [10, 102] as const, [10, 0] as const]
  const interactions = interactionsOf(11, 103, {
    users: columns.map(([user]) => user),
    items: columns.map(([, item]) => item),
    strengths: columns.map(() => 1),
  })
  const scores = new Float64Array(103)
  trainItemKnn(interactions).score([0], [1], scores)
  // A hundred items are nearer to item 0 than item 102 is; but of item 102 it is the nearest: 1 of √(11 × 1).
  expect(scores[102]).toBeCloseTo(1 / Math.sqrt(11), 6)
})

test('RP3beta weighs by the walk over a user, damped by the other item’s users', () => {
  const scores = new Float64Array(4)
  // From item 0 to each of its two users by 1/2; user 0 goes on to item 1 by 1/2, user 1 to items 1 and 2 by 1/3 each.
  trainRp3beta(unweighted(three), 0.5).score([0], [1], scores)
  expect([...scores]).toEqual([0, close((1 / 4 + 1 / 6) / Math.sqrt(3)), close(1 / 6), 0])
})

test('of the weights of an item the strongest are kept, whatever their sign; of equals the lower index', () => {
  const weights = new DenseWeights(4, Float32Array.of(0, -3, 1, 1, 0, 0, 0, 2, 1, 1, 1, 1, 0, 0, 0, 0))
  const kept = strongestWeights(4, 2, (item, row) =>
    row.set(weights.weights.subarray(item * 4, item * 4 + 4)),
  )
  expect([...kept.starts]).toEqual([0, 2, 3, 5, 5])
  expect([...kept.neighbours]).toEqual([1, 2, 3, 0, 1])
  expect([...kept.weights]).toEqual([-3, 1, 2, 1, 1])
})

test('of all weights the strongest are kept, whatever their sign; of each item at least some, and equals of the last', () => {
  const weights = [
    [0, -9, 8, 7.5],
    [7, 0, 0.25, -0.5],
    [1, 1, 0, 1],
    [0, 0, 0, 0],
  ]
  const rowOf = (item: number, row: Float64Array) => row.set(weights[item] ?? [])
  // A mean of one of four items is four weights: 9, 8, 7.5 and 7. Of item 2 the strongest has two equals.
  const one = strongestOfAll(4, { mean: 1, least: 1 }, rowOf)
  expect([...one.starts]).toEqual([0, 3, 4, 7, 7])
  expect([...one.neighbours]).toEqual([1, 2, 3, 0, 0, 1, 3])
  expect([...one.weights]).toEqual([-9, 8, 7.5, 7, 1, 1, 1])
  // Of item 1 the second is -0.5.
  const atLeastTwo = strongestOfAll(4, { mean: 1, least: 2 }, rowOf)
  expect([...atLeastTwo.starts]).toEqual([0, 3, 5, 8, 8])
  expect([...atLeastTwo.weights]).toEqual([-9, 8, 7.5, 7, -0.5, 1, 1, 1])
  const all = strongestOfAll(4, { mean: 4, least: 1 }, rowOf)
  expect(all.weights.length).toBe(9)
})

test('the threshold of all weights is exact, also between neighbouring floats', () => {
  const random = numbers(7)
  const rows = Array.from({ length: 60 }, () =>
    Float32Array.from({ length: 60 }, () => (random() - 0.5) * 2 ** -Math.floor(random() * 20)),
  )
  const magnitudes = rows.flatMap((row) => [...row].map(Math.abs)).sort((a, b) => b - a)
  for (const mean of [1, 7, 30, 59]) {
    const kept = strongestOfAll(60, { mean, least: 1 }, (item, row) => row.set(rows[item] ?? []))
    const threshold = magnitudes[mean * 60 - 1] ?? 0
    for (const [item, row] of rows.entries()) {
      const strongest = Math.max(...row.map(Math.abs))
      const expected = row.filter((weight) => Math.abs(weight) >= Math.min(threshold, strongest))
      expect([...kept.weights.slice(kept.starts[item], kept.starts[item + 1])]).toEqual([...expected])
    }
  }
})

test('the best items come first; of equal scores the one that is first in the order', () => {
  const scores = Float64Array.of(1, 3, 1, 2, 1)
  const order = Int32Array.of(4, 3, 2, 1, 0)
  expect(topItems(scores, order, 4, () => false)).toEqual([1, 3, 4, 2])
  expect(topItems(scores, order, 3, (item) => item === 1)).toEqual([3, 4, 2])
  expect(topItems(scores, order, 9, (item) => item > 1)).toEqual([1, 0])
})
