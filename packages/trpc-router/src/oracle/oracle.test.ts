import { foldDeltas, verifyRollups } from '@streaming/db'
import { emptyTables, insertWorld, openTestDatabase, unfoldRollups, type World } from '@streaming/db/testing'
import { expect, test } from 'vitest'
import { callerOf } from '../testing.ts'
import * as naive from './naive-answers.ts'
import { numbers, randomWorld } from './random-world.ts'

/**
 * The SQL of all nine questions, with their filters, against a fold that shares nothing with it: on rollups made
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
    if (seed % 3 > 0) await database.transaction((_client, query) => unfoldRollups(query))
    if (seed % 3 > 1) await database.transaction((_client, query) => foldDeltas(query))
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
  'world %i: the leading titles of months are the naive ones, whatever part of the watches deltas hold',
  async (seed) => {
    const world = randomWorld(seed)
    await emptyTables(database)
    await insertWorld(database, world)
    const below = numbers(seed + 2_000)
    const { rows } = await database.execute(
      'SELECT month::TEXT AS month, content_id::TEXT AS title, subscription_id::TEXT AS plan, watches::INT4 AS watches FROM watch_title_months',
    )
    for (const { month, title, plan, watches } of rows) {
      // Up to all of them were recorded since the last fold, or some that it holds were deleted.
      const since = below(3) === 0 ? 0 : watches - below(watches + 4)
      const key = [since, month, title]
      await database.execute(
        'UPDATE watch_title_months SET watches = watches - $1::INT8 WHERE month = $2::DATE AND content_id = $3::INT8 AND subscription_id = $4::INT8',
        [...key, plan],
      )
      await database.execute(
        'UPDATE title_months SET watches = watches - $1::INT8 WHERE month = $2::DATE AND content_id = $3::INT8',
        key,
      )
      if (since !== 0)
        await database.execute(
          `INSERT INTO watch_deltas (watches, day, content_id, subscription_id, user_id, starters, completers, progress)
           VALUES ($1, $2, $3, $4, 1, 0, 0, 0)`,
          [...key, plan],
        )
    }
    for (let question = 0; question < questionsOfEach; question++) {
      const trend = only(randomFilters(world, below), 'genre', 'content_type', 'plan', 'limit')
      expect(await analytics.popularContentTrend(trend)).toEqual(naive.popularContentTrend(world, trend))
    }
  },
)
