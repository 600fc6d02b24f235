import { foldDeltas, verifyRollups } from '@streaming/db'
import {
  emptyTables,
  insertWorld,
  makeWorld,
  openTestDatabase,
  unfoldRollups,
  type World,
} from '@streaming/db/testing'
import { expect, test } from 'vitest'
import { callerOf } from '../index.ts'
import * as naive from './naive-answers.ts'
import { numbers, randomWorld } from './random-world.ts'
import { unfoldPart } from './unfold-part.ts'

/**
 * The SQL of the questions about viewing, payments and accounts, with their filters, against a fold that shares nothing with it: on rollups made
 * from the tables, on rollups made of nothing but deltas, and on deltas that no rollup holds.
 */

const database = await openTestDatabase()
const { analytics } = callerOf(database)
const worlds = 25
const questionsOfEach = 6

/** Each filter is there or not by chance; its value is mostly one that the data has, in some case. */
function randomFilters(world: World, below: (n: number) => number) {
  const maybe = <T>(make: () => T) => (below(3) === 0 ? make() : undefined)
  const cased = (text: string | undefined) => (below(2) === 0 ? text?.toUpperCase() : text)
  const some = <T>(items: readonly T[]) => items[below(items.length)]
  const days = [
    '2023-07-04',
    '2023-12-31',
    '2024-01-01',
    '2024-08-26',
    '2024-08-31',
    '2024-09-01',
    '2025-01-10',
  ]
  const [start, end] = [some(days), some(days)].sort()
  return {
    genre: maybe(() => cased(some(world.content)?.genre)),
    content_type: maybe(() => cased(some(world.content)?.content_type)),
    plan: maybe(() => some([...world.subscriptions, { name: 'No such plan' }])?.name),
    start_date: maybe(() => start),
    end_date: maybe(() => end),
    limit: maybe(() => 1 + below(5)),
  }
}

function only<T extends object, Key extends keyof T>(
  values: T,
  ...keys: Key[]
): { [K in Key]?: NonNullable<T[K]> } {
  return Object.fromEntries(
    keys.flatMap((key) => (values[key] === undefined ? [] : [[key, values[key]]])),
  ) as {
    [K in Key]?: NonNullable<T[K]> // fromEntries forgets the keys' names
  }
}

test.each(Array.from({ length: worlds }, (_, seed) => seed))(
  'world %i: each answer is the naive one',
  async (seed) => {
    const world = randomWorld(seed)
    await emptyTables(database)
    await insertWorld(database, world)
    if (seed % 3 > 0) await database.sqlTransaction((_client, query) => unfoldRollups(query))
    if (seed % 3 > 1) await foldDeltas(database)
    const checks = await database.snapshot((query) => verifyRollups(query))
    expect(checks.filter(({ differences }) => differences > 0)).toEqual([])
    const below = numbers(seed + 1_000)

    expect(await analytics.subscriptions()).toEqual(naive.subscriptions(world))
    for (let question = 0; question < questionsOfEach; question++) {
      const filters = randomFilters(world, below)
      const limited = { limit: filters.limit ?? 10 }

      const top = only(filters, 'genre', 'content_type', 'limit')
      expect(await analytics.topContent(top)).toEqual(
        naive.topContent(world, { ...top, ...limited }).map(({ ...row }) => row),
      )

      const month = 1 + below(12)
      const year = below(2) === 0 ? { year: 2023 + below(2) } : {}
      const popular = only(filters, 'genre', 'content_type', 'plan', 'limit')
      expect(await analytics.popularContentOverTime({ month: String(month), ...year, ...popular })).toEqual(
        naive.popularContentOverTime(world, { month, ...year, ...popular, ...limited }),
      )

      const money = only(filters, 'plan', 'start_date', 'end_date')
      const granularity = (['day', 'week', 'month', undefined] as const)[below(4)]
      const grained = { ...money, ...(granularity === undefined ? {} : { granularity }) }
      expect(await analytics.revenueTrends(grained)).toEqual(naive.revenueTrends(world, grained))
      expect(await analytics.paymentsTrend(money)).toEqual(naive.paymentsTrend(world, money))

      const distribution = only(filters, 'plan', 'start_date', 'end_date', 'limit')
      expect(await analytics.paymentMethodDistribution(distribution)).toEqual(
        naive.paymentMethodDistribution(world, distribution),
      )

      const genres = only(filters, 'content_type', 'plan', 'start_date', 'end_date', 'limit')
      expect(await analytics.watchHistoryGenre(genres)).toEqual(naive.watchHistoryGenre(world, genres))

      const trend = only(filters, 'genre', 'content_type', 'plan', 'start_date', 'end_date', 'limit')
      expect(await analytics.popularContentTrend(trend)).toEqual(naive.popularContentTrend(world, trend))

      const userId = 1 + below(world.users.length)
      expect(await analytics.userStats({ user_id: String(userId), ...limited })).toEqual(
        naive.userStats(world, userId, limited.limit),
      )
    }
  },
)

test.each(Array.from({ length: worlds }, (_, seed) => seed))(
  'world %i: the leading titles of months and days are the naive ones, whatever part of the watches deltas hold',
  async (seed) => {
    const world = randomWorld(seed)
    await emptyTables(database)
    await insertWorld(database, world)
    const below = numbers(seed + 2_000)
    await unfoldPart(database, below)
    for (let question = 0; question < questionsOfEach; question++) {
      const filters = randomFilters(world, below)
      const popular = only(filters, 'genre', 'content_type', 'plan', 'limit')
      const month = 1 + below(12)
      const year = below(2) === 0 ? { year: 2023 + below(2) } : {}
      expect(await analytics.popularContentOverTime({ month: String(month), ...year, ...popular })).toEqual(
        naive.popularContentOverTime(world, { month, ...year, ...popular, limit: filters.limit ?? 10 }),
      )
      const trend = only(filters, 'genre', 'content_type', 'plan', 'start_date', 'end_date', 'limit')
      expect(await analytics.popularContentTrend(trend)).toEqual(naive.popularContentTrend(world, trend))
    }
  },
)

test.each(Array.from({ length: 12 }, (_, seed) => seed))(
  'month %i of many titles: those that lead it, or some of its days, are the naive ones, also where its leaders came late or are as good as others',
  async (seed) => {
    const below = numbers(seed + 3_000)
    const titles = 160
    // Few titles have most of the watches; every fourth comes out on the 20th.
    const watched = (title: number) => (title % 4 === 0 ? 20 + below(10) : 1 + below(29))
    const watchhistory = Array.from({ length: 900 }, () => {
      const title = 1 + Math.floor(titles * (below(1_000) / 1_000) ** 3)
      const day = String(watched(title)).padStart(2, '0')
      const progress = [100, 50, 25][below(3)] ?? 0
      return { user_id: 1 + below(2), content_id: title, watched_on: `2024-02-${day}T12:00:00Z`, progress }
    })
    const world = makeWorld({
      subscriptions: [{ name: 'Basic' }, { name: 'Premium' }],
      users: [{}, { subscription_id: 2 }],
      content: Array.from({ length: titles }, (_, n) => ({
        title: `Title ${n % 50}`,
        genre: n % 4 === 0 ? 'Drama' : 'Comedy',
        rating: below(4),
      })),
      watchhistory,
    })
    await emptyTables(database)
    await insertWorld(database, world)
    if (seed % 2 === 1) await unfoldPart(database, below)
    for (let question = 0; question < questionsOfEach; question++) {
      const [from = 1, to = 29] = [1 + below(29), 1 + below(29)].sort((a, b) => a - b)
      const asked = {
        start_date: `2024-02-${String(from).padStart(2, '0')}`,
        end_date: `2024-02-${String(to).padStart(2, '0')}`,
        limit: 1 + below(12),
        ...(below(3) === 0 ? { genre: 'drama' } : {}),
        ...(below(3) === 0 ? { plan: 'Premium' } : {}),
      }
      expect(await analytics.popularContentTrend(asked)).toEqual(naive.popularContentTrend(world, asked))

      // Few titles of drama, many of comedy; ties wherever the answer ends.
      const limit = [1, 10, 11, 25, 50][below(5)] ?? 10
      const genre = ['DRAMA', 'comedy', 'none', undefined][below(4)]
      const best = { limit, ...(genre === undefined ? {} : { genre }) }
      expect(await analytics.topContent(best)).toEqual(naive.topContent(world, best).map(({ ...row }) => row))
      const popular = { ...best, ...(below(2) === 0 ? { plan: 'premium' } : {}) }
      const naively = naive.popularContentOverTime(world, { month: 2, year: 2024, ...popular })
      expect(await analytics.popularContentOverTime({ month: '2024-02', ...popular })).toEqual(naively)
      expect(await analytics.popularContentOverTime({ month: 'February', ...popular })).toEqual(naively)
    }
  },
)
