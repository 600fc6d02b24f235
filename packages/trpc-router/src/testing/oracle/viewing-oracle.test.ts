import { foldDeltas, verifyRollups } from '@streaming/db'
import { emptyTables, insertWorld, openTestDatabase, unfoldRollups, type World } from '@streaming/db/testing'
import { expect, test } from 'vitest'
import { callerOf } from '../index.ts'
import * as catalogue from './naive-catalogue.ts'
import * as naive from './naive-viewing.ts'
import { numbers, randomWorld } from './random-world.ts'

/**
 * The questions about viewing, the catalogue and single titles and users against folds that share nothing with them: on rollups made from
 * the tables, on rollups made of nothing but deltas, and on deltas that no rollup holds.
 */

const database = await openTestDatabase()
const { analytics } = callerOf(database)
const worlds = 40
type Below = (n: number) => number

/** A world of chance in which some titles have a length and a day of release. */
function viewedWorld(seed: number, below: Below): World {
  const world = randomWorld(seed)
  const content = world.content.map((title) => ({
    ...title,
    runtime_minutes: below(4) === 0 ? null : ([1, 25, 45, 107, 1_440][below(5)] ?? null),
    released_on:
      below(3) === 0
        ? null
        : `2023-${String(1 + below(12)).padStart(2, '0')}-${String(1 + below(28)).padStart(2, '0')}`,
  }))
  // Some users watch a lot in a few days, so that plays overlap and hours fall.
  const more = Array.from({ length: below(3) === 0 ? 0 : 60 }, (_, index) => ({
    watch_id: 1_000 + index,
    user_id: 1 + below(Math.min(2, world.users.length)),
    content_id: 1 + below(content.length),
    subscription_id: 1 + below(world.subscriptions.length),
    watched_on: new Date(
      Date.UTC(2024, 5, 1) + below(92 * 96) * 900_000 + (below(2) === 0 ? 0 : below(900_000)),
    ).toISOString(),
    progress: [100, 33.33, 0.01, 70, 69.99, 90][below(6)] ?? 0,
  }))
  const reviews = world.reviews.map((review) => ({ ...review, rating: below(21) / 2 }))
  return { ...world, content, reviews, watchhistory: [...world.watchhistory, ...more] }
}

const days = [
  '2023-07-04',
  '2023-12-31',
  '2024-02-29',
  '2024-06-01',
  '2024-06-15',
  '2024-08-31',
  '2024-10-27',
  '2025-01-10',
]

function randomFilters(world: World, below: Below) {
  const some = <T>(items: readonly T[]) => items[below(items.length)]
  const [start, end] = [some(days), some(days)].sort()
  const cased = (text: string | undefined) => (below(2) === 0 ? text?.toUpperCase() : text)
  const maybe = <Key extends string>(key: Key, value: string | undefined): { [K in Key]?: string } =>
    value !== undefined && below(3) === 0 ? ({ [key]: value } as { [K in Key]?: string }) : {} // a computed key is known as text alone
  return {
    period: { ...maybe('start_date', start), ...maybe('end_date', end) },
    whole: { start_date: start ?? '', end_date: end ?? '' },
    words: {
      ...maybe('genre', cased(some(world.content)?.genre)),
      ...maybe('content_type', cased(some(world.content)?.content_type)),
    },
    plan: maybe('plan', some([...world.subscriptions, { name: 'No such plan' }])?.name),
  }
}

test.each(Array.from({ length: worlds }, (_, seed) => seed))(
  'world %i: each answer is the naive one',
  async (seed) => {
    const below = numbers(seed + 20_000)
    const world = viewedWorld(seed, below)
    await emptyTables(database)
    await insertWorld(database, world)
    if (seed % 3 > 0) await database.sqlTransaction((_client, query) => unfoldRollups(query))
    if (seed % 3 > 1) await foldDeltas(database)
    const checks = await database.snapshot((query) => verifyRollups(query))
    expect(checks.filter(({ differences }) => differences > 0)).toEqual([])

    for (let question = 0; question < 3; question++) {
      const { period, whole, words, plan } = randomFilters(world, below)
      const granularity = (['day', 'week', 'month'] as const)[below(3)] ?? 'day'
      const content_id = String(1 + below(world.content.length))
      const trend = { ...period, ...words, ...plan, granularity }
      expect(await analytics.viewingTrend(trend)).toEqual(naive.viewingTrend(world, trend))
      const ofTitle = { ...period, ...plan, granularity, content_id }
      expect(await analytics.viewingTrend(ofTitle)).toEqual(naive.viewingTrend(world, ofTitle))

      const zone =
        ['UTC', 'Europe/Berlin', 'America/Los_Angeles', 'Asia/Kathmandu', 'Pacific/Apia', 'America/Santiago'][
          below(6)
        ] ?? 'UTC'
      expect(await analytics.viewingHours({ ...period, zone })).toEqual(
        naive.viewingHours(world, { ...period, zone }),
      )
      expect(await analytics.concurrentViewers(period)).toEqual(naive.concurrentViewers(world, period))

      for (const grain of ['day', 'month'] as const)
        expect(await analytics.activeUsers({ ...period, granularity: grain })).toEqual(
          naive.activeUsers(world, { ...period, granularity: grain }),
        )
      const month = ['2024-06', '2024-08', '2024-09'][below(3)] ?? '2024-09'
      expect(await analytics.hoursPerUser({ month })).toEqual(naive.hoursPerUser(world, month))
      const limit = 1 + below(5)
      expect(await analytics.usersAtRisk({ month, ...plan, limit })).toEqual(
        naive.usersAtRisk(world, { month, ...plan, limit }),
      )

      const measure =
        (['watches', 'views', 'hours', 'starters', 'watchers', 'completers', 'completion_rate'] as const)[
          below(7)
        ] ?? 'watches'
      const most = { ...period, ...words, ...plan, measure, order: 'most' as const, limit }
      expect(await analytics.titleRanking(most)).toEqual(catalogue.titleRanking(world, most))
      const compared = {
        ...whole,
        ...words,
        ...plan,
        measure,
        order: (['most', 'gained', 'lost'] as const)[below(3)] ?? 'most',
        compare: (['previous', 'year_before'] as const)[below(2)] ?? 'previous',
        limit,
      }
      expect(await analytics.titleRanking(compared)).toEqual(catalogue.titleRanking(world, compared))
      expect(await analytics.catalogueHealth(words)).toEqual(catalogue.catalogueHealth(world, words))
      const { genre: _genre, ...types } = words
      const supply = { ...period, ...types, ...plan }
      expect(await analytics.genreSupply(supply)).toEqual(catalogue.genreSupply(world, supply))
      const weeks = 1 + below(104)
      expect(await analytics.releaseDecay({ ...words, weeks })).toEqual(
        catalogue.releaseDecay(world, { ...words, weeks }),
      )
      expect(await analytics.titleCompletion({ content_id })).toEqual(
        catalogue.titleCompletion(world, content_id),
      )
      const near = (value: number | null) => (value === null ? null : expect.closeTo(value, 1))
      const ratings = catalogue.titleRatings(world, content_id)
      expect(await analytics.titleRatings({ content_id })).toEqual({
        ...ratings,
        mean_rating: near(ratings.mean_rating),
        mean_low: near(ratings.mean_low),
        mean_high: near(ratings.mean_high),
      })
      expect(await analytics.titlePlans({ content_id, ...period })).toEqual(
        catalogue.titlePlans(world, { content_id, ...period }),
      )
      expect(await analytics.titleGenres({ content_id })).toEqual(catalogue.titleGenres(world, content_id))
      const user = 1 + below(world.users.length)
      expect(await analytics.userMonths({ user_id: String(user) })).toEqual(catalogue.userMonths(world, user))
      expect(await analytics.userTaste({ user_id: String(user) })).toEqual(catalogue.userTaste(world, user))
    }
  },
)
