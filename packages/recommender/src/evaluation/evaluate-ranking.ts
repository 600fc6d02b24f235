import { type Interactions, ofUser, popularityOrder, userCounts } from '../interactions.ts'
import type { ItemModel } from '../models/item-model.ts'
import { topItems } from '../models/top-items.ts'
import { type RankingMetrics, rankingMetrics } from './ranking-metrics.ts'

export const listLengths = [10, 20] as const

/** Means over the users who have held-out items. */
export interface RankingQuality {
  users: number
  at: Record<(typeof listLengths)[number], RankingMetrics>
  /** Share of the catalogue that is in somebody's first ten. */
  coverage: number
  /** Mean over the first tens of −log2 of the share of users who have the item in training. */
  novelty: number
  /** Mean over the first tens of the item's place by popularity, 0 the most popular, 1 the least. */
  popularity: number
}

/** What was learnt from, and what was held out of it: the same users and items. */
export interface Split {
  train: Interactions
  test: Interactions
}

/**
 * Ranks all items that are not in a user's training set, for each user with held-out items.
 * @param among how many users at most, evenly spread; all of them when left out
 * @param learnt what says how popular an item is, where that is not what is known of the users
 */
export function evaluateRanking(
  model: ItemModel,
  { train, test }: Split,
  among = Number.POSITIVE_INFINITY,
  learnt = train,
): RankingQuality {
  const order = popularityOrder(learnt)
  const learntUsers = usersWith(learnt).length
  const place = new Int32Array(train.itemCount)
  for (const [index, item] of order.entries()) place[item] = index
  const counts = userCounts(learnt)
  const scores = new Float64Array(train.itemCount)
  const seen = new Int32Array(train.itemCount).fill(-1)
  const recommended = new Uint8Array(train.itemCount)
  const [first, second] = listLengths
  const sums = { [first]: zero(), [second]: zero() }
  let [novelty, places, listed] = [0, 0, 0]
  const users = everyNth(usersWith(test), among)
  for (const user of users) {
    const known = ofUser(train, user)
    for (const item of known.items) seen[item] = user
    model.score(known.items, known.strengths, scores, user)
    const list = topItems(scores, order, second, (item) => seen[item] === user)
    const heldOut = new Set(ofUser(test, user).items)
    for (const k of listLengths) add(sums[k], rankingMetrics(list, heldOut, k))
    for (const item of list.slice(0, first)) {
      recommended[item] = 1
      // An item nobody has is as novel as one that a single user has.
      novelty -= Math.log2(Math.max(1, counts[item] ?? 0) / Math.max(1, learntUsers))
      places += (place[item] ?? 0) / Math.max(1, train.itemCount - 1)
      listed++
    }
  }
  const mean = (sum: RankingMetrics): RankingMetrics => ({
    precision: ratio(sum.precision, users.length),
    recall: ratio(sum.recall, users.length),
    ndcg: ratio(sum.ndcg, users.length),
    map: ratio(sum.map, users.length),
  })
  return {
    users: users.length,
    at: { [first]: mean(sums[first]), [second]: mean(sums[second]) },
    coverage: recommended.reduce((sum, one) => sum + one, 0) / train.itemCount,
    novelty: ratio(novelty, listed),
    popularity: ratio(places, listed),
  }
}

function usersWith({ userCount, starts }: Interactions): number[] {
  return [...Array(userCount).keys()].filter((user) => (starts[user + 1] ?? 0) > (starts[user] ?? 0))
}

function everyNth(users: number[], most: number): number[] {
  if (users.length <= most) return users
  return Array.from({ length: most }, (_, index) => users[Math.floor((index * users.length) / most)] ?? 0)
}

function zero(): RankingMetrics {
  return { precision: 0, recall: 0, ndcg: 0, map: 0 }
}

function add(sum: RankingMetrics, one: RankingMetrics): void {
  sum.precision += one.precision
  sum.recall += one.recall
  sum.ndcg += one.ndcg
  sum.map += one.map
}

function ratio(sum: number, count: number): number {
  return count === 0 ? 0 : sum / count
}
