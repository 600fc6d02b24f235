import { expect, test } from 'vitest'
import { interactionsOf, ofUser, popularityOrder, unweighted, userCounts, withItems } from './interactions.ts'
import { trainItemKnn } from './item-knn.ts'
import { DenseWeights } from './item-model.ts'
import { trainPopularity } from './popularity.ts'
import { trainRp3beta } from './rp3beta.ts'
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

test('the best items come first; of equal scores the one that is first in the order', () => {
  const scores = Float64Array.of(1, 3, 1, 2, 1)
  const order = Int32Array.of(4, 3, 2, 1, 0)
  expect(topItems(scores, order, 4, () => false)).toEqual([1, 3, 4, 2])
  expect(topItems(scores, order, 3, (item) => item === 1)).toEqual([3, 4, 2])
  expect(topItems(scores, order, 9, (item) => item > 1)).toEqual([1, 0])
})
