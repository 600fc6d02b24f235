import { insertWorld, makeWorld, openTestDatabase } from '@streaming/db/testing'
import { expect, test } from 'vitest'
import { callerOf } from '../testing.ts'

const database = await openTestDatabase()
const { analytics } = callerOf(database)

await insertWorld(
  database,
  makeWorld({
    subscriptions: [{}],
    users: [{}],
    content: [{ title: 'Same' }, { title: 'Same' }, { title: 'Other', genre: 'Comedy' }],
    watchhistory: [
      { content_id: 1 },
      { content_id: 2 },
      { content_id: 3 },
      { content_id: 3 },
      { content_id: 1, watched_on: '2023-09-30T23:59:59Z' },
    ],
  }),
)

test('is by month, then watches; two titles of one name are two rows, and years are not merged', async () => {
  expect(await analytics.popularContentTrend({})).toEqual([
    { month: '2023-09', title: 'Same', watch_count: 1 },
    { month: '2024-09', title: 'Other', watch_count: 2 },
    { month: '2024-09', title: 'Same', watch_count: 1 },
    { month: '2024-09', title: 'Same', watch_count: 1 },
  ])
})

test('limit counts the titles of each month', async () => {
  expect(
    (await analytics.popularContentTrend({ limit: 1 })).map(({ month, title }) => [month, title]),
  ).toEqual([
    ['2023-09', 'Same'],
    ['2024-09', 'Other'],
  ])
})
