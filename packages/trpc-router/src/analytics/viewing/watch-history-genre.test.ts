import { insertWorld, makeWorld, openTestDatabase } from '@streaming/db/testing'
import { expect, test } from 'vitest'
import { callerOf } from '../../testing/index.ts'

const database = await openTestDatabase()
const { analytics } = callerOf(database)

await insertWorld(
  database,
  makeWorld({
    subscriptions: [{}],
    users: [{}],
    content: [
      { genre: 'Drama' },
      { genre: 'Comedy' },
      { genre: 'Horror', content_type: 'Series' },
      { genre: 'Western' },
    ],
    watchhistory: [
      { content_id: 1, progress: 0 },
      { content_id: 3 },
      { content_id: 2 },
      { content_id: 3, watched_on: '2024-10-01T00:00:00Z' },
    ],
  }),
)

test('counts every watch, also of nothing seen; genres without a watch are left out; ties by name', async () => {
  expect(await analytics.watchHistoryGenre({})).toEqual([
    { genre: 'Horror', watch_count: 2 },
    { genre: 'Comedy', watch_count: 1 },
    { genre: 'Drama', watch_count: 1 },
  ])
})

test('dates, type and limit narrow', async () => {
  expect(await analytics.watchHistoryGenre({ end_date: '2024-09-30', content_type: 'series' })).toEqual([
    { genre: 'Horror', watch_count: 1 },
  ])
  expect(await analytics.watchHistoryGenre({ limit: 1 })).toEqual([{ genre: 'Horror', watch_count: 2 }])
})
