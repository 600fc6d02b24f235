import { insertWorld, makeWorld, openTestDatabase } from '@streaming/db/testing'
import { expect, test } from 'vitest'
import { callerOf } from '../../testing/index.ts'

const database = await openTestDatabase()
const { analytics } = callerOf(database)

/** Ten plays of an hour a day for 120 days from 1 January 2024, sixty on the 117th, 26 April. */
const plays = (at: number) => (at === 116 ? 60 : 10)
await insertWorld(
  database,
  makeWorld({
    subscriptions: [{}],
    users: [{}],
    content: [{ runtime_minutes: 60 }],
    watchhistory: Array.from({ length: 120 }, (_, at) =>
      Array.from({ length: plays(at) }, () => ({
        watched_on: new Date(Date.UTC(2024, 0, 1 + at, 12)).toISOString(),
        progress: 100,
      })),
    ).flat(),
  }),
)

test('a day of six times the plays is told once for watches and once for hours', async () => {
  // Ten are expected; by chance up to 5 × √10 + 4 = 19.81 more.
  const day = { date: '2024-04-26', observed: 60, expected: 10, low: 0, high: 29.81 }
  expect(await analytics.alerts()).toEqual([
    { ...day, metric: 'watches' },
    { ...day, metric: 'hours' },
  ])
})

test('days before those that are asked for are history alone', async () => {
  expect(await analytics.alerts({ days: 3 })).toEqual([])
  expect(await analytics.alerts({ days: 4 })).toHaveLength(2)
})
