import { emptyTables, insertWorld, makeWorld, openTestDatabase } from '@streaming/db/testing'
import { beforeEach, expect, test } from 'vitest'
import { callerOf } from '../../testing/index.ts'

/** Watches of two titles, one of 120 minutes and one whose length is not known, worked out by hand below. */

const database = await openTestDatabase()
const { analytics } = callerOf(database)

beforeEach(async () => {
  await emptyTables(database)
  await insertWorld(
    database,
    makeWorld({
      subscriptions: [{ name: 'Basic' }, { name: 'Premium' }],
      users: [{}, { subscription_id: 2 }],
      content: [
        { genre: 'Drama', runtime_minutes: 120 },
        { genre: 'Comedy', content_type: 'Series' },
      ],
      watchhistory: [
        // Berlin: Sunday 31 March 2024, 01:30, half an hour before clocks go forward; it runs until 04:30 there.
        { watched_on: '2024-03-31T00:30:00.000Z', progress: 100 },
        // 03:30 there: the hour from 2 to 3 was left out.
        { watched_on: '2024-03-31T01:30:00.000Z', progress: 69.99 },
        { watched_on: '2024-03-31T02:00:00.000Z', progress: 70, user_id: 2 },
        { watched_on: '2024-04-30T23:00:00.000Z', progress: 0, user_id: 2 },
        { watched_on: '2024-05-01T00:00:00.000Z', progress: 90, content_id: 2 },
      ],
    }),
  )
})

const march = {
  date: '2024-03-01',
  watches: 3,
  views: 2.4, // 2.3999
  hours: 4.8, // 2 h × 2.3999
  timed_watches: 3,
  starters: 3,
  watchers: 2,
  completers: 1,
  completion_rate: 0.3333,
}
const april = { watches: 1, views: 0, hours: 0, timed_watches: 1, starters: 0, watchers: 0, completers: 0 }
const may = { watches: 1, views: 0.9, hours: 0, timed_watches: 0, starters: 1, watchers: 1, completers: 1 }

test('a month has its watches, views, hours and how far they went; what nobody started has no completion rate', async () => {
  expect(await analytics.viewingTrend()).toEqual([
    march,
    { date: '2024-04-01', ...april, completion_rate: null },
    { date: '2024-05-01', ...may, completion_rate: 1 },
  ])
})

test('by week, of a plan, type or title', async () => {
  const dates = async (input: Parameters<typeof analytics.viewingTrend>[0]) =>
    (await analytics.viewingTrend(input)).map(({ date, watches }) => `${date} ${watches}`)
  expect(await dates({ granularity: 'week' })).toEqual(['2024-03-25 3', '2024-04-29 2'])
  expect(await dates({ granularity: 'day', plan: 'premium' })).toEqual(['2024-03-31 1', '2024-04-30 1'])
  expect(await dates({ content_type: 'series' })).toEqual(['2024-05-01 1'])
  expect(await dates({ content_id: '2', granularity: 'day' })).toEqual(['2024-05-01 1'])
  expect(await dates({ content_id: '2', genre: 'drama' })).toEqual([])
  expect(await dates({ content_id: '99' })).toEqual([])
})

test('with fill an empty bucket is 0 and has no rate', async () => {
  const rows = await analytics.viewingTrend({ granularity: 'week', start_date: '2024-04-15', fill: true })
  expect(rows.map(({ date, watches }) => `${date} ${watches}`)).toEqual([
    '2024-04-15 0',
    '2024-04-22 0',
    '2024-04-29 2',
  ])
  expect(rows[0]).toMatchObject({ hours: 0, completion_rate: null })
})

test('hours of the week are those of the zone’s clocks, on the day that clocks go forward too', async () => {
  const at = async (zone: string) =>
    (await analytics.viewingHours({ zone }))
      .filter(({ watches }) => watches > 0)
      .map(({ weekday, hour, watches, hours }) => `${weekday} ${hour}: ${watches} ${hours}`)
  expect(await at('UTC')).toEqual(['2 23: 1 0', '3 0: 1 0', '7 0: 1 2', '7 1: 1 1.4', '7 2: 1 1.4'])
  expect(await at('Europe/Berlin')).toEqual(['3 1: 1 0', '3 2: 1 0', '7 1: 1 2', '7 3: 1 1.4', '7 4: 1 1.4'])
  // A quarter before six hours ahead.
  expect(await at('Asia/Kathmandu')).toEqual(['3 4: 1 0', '3 5: 1 0', '7 6: 1 2', '7 7: 2 2.8'])
})

test('the days of a period are the zone’s', async () => {
  const count = async (zone: string) =>
    (await analytics.viewingHours({ zone, start_date: '2024-05-01' })).reduce(
      (sum, { watches }) => sum + watches,
      0,
    )
  expect(await count('UTC')).toBe(1)
  expect(await count('Europe/Berlin')).toBe(2)
  expect(await count('America/Los_Angeles')).toBe(0)
})

test('an unknown zone is named', async () => {
  await expect(analytics.viewingHours({ zone: 'Mars/Base' })).rejects.toThrow(
    'zone: expected an IANA zone such as Europe/Berlin, got "Mars/Base"',
  )
})

test('plays that overlap are counted at full quarters of an hour; one that ends on a quarter is over at it', async () => {
  // 00:30 to 02:30, 01:30 to 02:53:59, 02:00 to 03:24: three at 02:00 and 02:15, two at 02:30.
  expect(await analytics.concurrentViewers()).toEqual([{ date: '2024-03-31', peak_viewers: 3 }])
  expect(await analytics.concurrentViewers({ start_date: '2024-04-01' })).toEqual([])
  expect(
    await analytics.concurrentViewers({ start_date: '2024-03-30', end_date: '2024-04-01', fill: true }),
  ).toEqual([
    { date: '2024-03-30', peak_viewers: 0 },
    { date: '2024-03-31', peak_viewers: 3 },
    { date: '2024-04-01', peak_viewers: 0 },
  ])
})

test('a day on which as many end as begin still has its plays, also where the period begins with it', async () => {
  await emptyTables(database)
  await insertWorld(
    database,
    makeWorld({
      subscriptions: [{}],
      users: [{}],
      content: [{ runtime_minutes: 1_440 }],
      watchhistory: [
        { watched_on: '2024-09-01T12:00:00.000Z', progress: 100 },
        { watched_on: '2024-09-02T12:00:00.000Z', progress: 100 },
      ],
    }),
  )
  const second = { start_date: '2024-09-02', end_date: '2024-09-02' }
  expect(await analytics.concurrentViewers(second)).toEqual([{ date: '2024-09-02', peak_viewers: 1 }])
})

test('a play that goes on at midnight counts on the next day, also where nothing began on it', async () => {
  await emptyTables(database)
  await insertWorld(
    database,
    makeWorld({
      subscriptions: [{}],
      users: [{}],
      content: [{ runtime_minutes: 1_440 }],
      watchhistory: [
        { watched_on: '2024-09-01T23:50:00.000Z', progress: 100 },
        { watched_on: '2024-09-01T12:01:00.000Z', progress: 0.9 }, // until 12:13:57: at no quarter
      ],
    }),
  )
  expect(await analytics.concurrentViewers()).toEqual([{ date: '2024-09-02', peak_viewers: 1 }])
  expect(await analytics.concurrentViewers({ start_date: '2024-09-02', end_date: '2024-09-02' })).toEqual([
    { date: '2024-09-02', peak_viewers: 1 },
  ])
})
