import type { Query } from '@streaming/db'
import { emptyTables, insertWorld, makeWorld, openTestDatabase } from '@streaming/db/testing'
import { expect, test } from 'vitest'
import { callerOf } from '../../testing/index.ts'

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

test('the calendar’s first and last months are cut like all others', async () => {
  await emptyTables(database)
  await insertWorld(
    database,
    makeWorld({
      subscriptions: [{}],
      users: [{}],
      content: [{ title: 'First' }, { title: 'Last' }],
      watchhistory: ['0001-01-02', '0001-01-03', '9999-12-30', '9999-12-31'].map((day, n) => ({
        content_id: n < 2 ? 1 : 2,
        watched_on: `${day}T12:00:00Z`,
      })),
    }),
  )
  const within = (start_date: string, end_date: string) =>
    analytics.popularContentTrend({ start_date, end_date, limit: 1 })
  expect(await within('0001-01-03', '0001-01-30')).toEqual([
    { month: '0001-01', title: 'First', watch_count: 1 },
  ])
  expect(await within('9999-12-02', '9999-12-31')).toEqual([
    { month: '9999-12', title: 'Last', watch_count: 2 },
  ])
  expect(await within('0001-01-02', '9999-12-30')).toEqual([
    { month: '0001-01', title: 'First', watch_count: 2 },
    ...(await within('0001-02-01', '9999-11-30')),
    { month: '9999-12', title: 'Last', watch_count: 1 },
  ])
})

test('whatever days a period cuts off its months, the question is one prepared statement', async () => {
  const texts = new Set<string>()
  const prepared: Query = (sql, row) => {
    texts.add(sql.text)
    return database.prepared(sql, row)
  }
  const query: Query = () => {
    throw new Error('is not prepared')
  }
  const { analytics: asked } = callerOf({ ...database, prepared, query })
  // Few days of a month, and all but a few, at either end.
  for (const start_date of ['2024-03-02', '2024-03-17', '2024-03-31'])
    for (const end_date of ['2024-09-01', '2024-09-14', '2024-09-29', '2025-02-03'])
      await asked.popularContentTrend({ start_date, end_date, limit: 1 })
  expect(texts.size).toBe(1)
})
