import { emptyTables, insertWorld, makeWorld, openTestDatabase } from '@streaming/db/testing'
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

const dayMs = 86_400_000
const first = Date.UTC(2023, 6, 1)
/** Five payments of a dollar on each day from 1 July 2023 to 31 March 2024, as many times as is said. */
async function paid(times: (day: Date) => number): Promise<void> {
  await emptyTables(database)
  await insertWorld(
    database,
    makeWorld({
      subscriptions: [{}],
      users: [{}],
      paymenthistory: Array.from({ length: 275 }, (_, at) => new Date(first + at * dayMs)).flatMap((day) =>
        Array.from({ length: 5 * times(day) }, () => ({ amount: '1', payment_date: day.toISOString() })),
      ),
    }),
  )
}

test('monthly plans are charged more often at the end of a short month, which is nothing out of the ordinary', async () => {
  // Three customers of each day of the month, on its last day those of all days that it lacks.
  await paid((day) => {
    const last = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate()
    return day.getUTCDate() < last ? 3 : 3 * (32 - last)
  })
  expect(await analytics.alerts()).toEqual([])
})

test('a service that charges as much every day is not held against the days of months', async () => {
  await paid(() => 3)
  expect(await analytics.alerts()).toEqual([])
})
