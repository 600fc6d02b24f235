import { foldDeltas } from '@streaming/db'
import { emptyTables, insertWorld, makeWorld, openTestDatabase } from '@streaming/db/testing'
import { expect, test } from 'vitest'
import { admin, callerOf } from '../../testing/index.ts'

const database = await openTestDatabase()
const { analytics } = callerOf(database)

await insertWorld(
  database,
  makeWorld({
    subscriptions: [{}],
    users: [{}],
    content: [{ title: 'A' }, { title: 'B', genre: 'Comedy' }, { title: 'C' }],
    watchhistory: [
      { content_id: 1, progress: 100, watched_on: '2024-08-01T00:00:00Z' },
      { content_id: 1, progress: 0.5, watched_on: '2024-08-31T23:59:59.999Z' },
      { content_id: 2, progress: 60.25, watched_on: '2024-08-10T00:00:00Z' },
      { content_id: 2, progress: 40.25, watched_on: '2024-08-11T00:00:00Z' },
      { content_id: 3, progress: 90, watched_on: '2024-09-01T00:00:00Z' },
      { content_id: 1, progress: 70, watched_on: '2023-08-15T00:00:00Z' },
    ],
  }),
)

const brief = async (input: Parameters<typeof analytics.popularContentOverTime>[0]) =>
  (await analytics.popularContentOverTime(input)).map(({ month, title, total_progress, watch_count }) => [
    month,
    title,
    total_progress,
    watch_count,
  ])

test('sums the progress of the month, first and last instant included; ties go to the lower id', async () => {
  expect(await analytics.popularContentOverTime({ month: '2024-08' })).toEqual([
    {
      month: '2024-08',
      content_id: '1',
      title: 'A',
      genre: 'Drama',
      total_progress: 100.5,
      watch_count: 2,
      average_progress: 50.25,
    },
    {
      month: '2024-08',
      content_id: '2',
      title: 'B',
      genre: 'Comedy',
      total_progress: 100.5,
      watch_count: 2,
      average_progress: 50.25,
    },
  ])
})

test('a month name is that month of every year, a row for each, never merged', async () => {
  const expected = [
    ['2024-08', 'A', 100.5, 2],
    ['2024-08', 'B', 100.5, 2],
    ['2023-08', 'A', 70, 1],
  ]
  for (const month of ['Aug', 'August', '8']) expect(await brief({ month })).toEqual(expected)
})

test('a year narrows a month name and may repeat that of a dated month', async () => {
  expect(await brief({ month: 'Aug', year: 2023 })).toEqual([['2023-08', 'A', 70, 1]])
  expect(await brief({ month: '2023-08', year: 2023 })).toEqual([['2023-08', 'A', 70, 1]])
  await expect(brief({ month: '2024-08', year: 2023 })).rejects.toThrow(
    'year: expected 2024, the year of month (2024-08), or none, got 2023',
  )
})

test('a missing or wrong month is refused with the forms that are understood', async () => {
  await expect(brief({ month: 'Foo' })).rejects.toThrow(
    'month: expected a month: Aug, August, 8 or 2024-08, got "Foo"',
  )
  await expect(Reflect.apply(analytics.popularContentOverTime, undefined, [{}])).rejects.toThrow(
    'month: expected a month: Aug, August, 8 or 2024-08, it is missing',
  )
})

test('genre and limit narrow the answer', async () => {
  expect(await brief({ month: 'Aug', genre: 'comedy' })).toEqual([['2024-08', 'B', 100.5, 2]])
  expect(await brief({ month: 'Aug', limit: 1 })).toEqual([['2024-08', 'A', 100.5, 2]])
})

test('of titles with the same progress the one with more watches comes first, whatever the limit', async () => {
  await emptyTables(database)
  await insertWorld(
    database,
    makeWorld({
      subscriptions: [{ name: 'Basic' }],
      users: [{}],
      content: [{ title: 'Once' }, { title: 'Twice' }],
      watchhistory: [
        { content_id: 1, progress: 90 },
        { content_id: 2, progress: 60 },
        { content_id: 2, progress: 30 },
      ].map((watch) => ({ ...watch, watched_on: '2024-08-10T00:00:00Z' })),
    }),
  )
  const twice = ['2024-08', 'Twice', 90, 2]
  for (const asked of [{ month: '2024-08' }, { month: '2024-08', plan: 'basic' }, { month: 'Aug' }]) {
    expect(await brief({ ...asked, limit: 1 })).toEqual([twice])
    expect(await brief(asked)).toEqual([twice, ['2024-08', 'Once', 90, 1]])
  }
})

test('a title whose watches were all deleted has none, before and after that is folded, of one plan and of several', async () => {
  await emptyTables(database)
  await insertWorld(
    database,
    makeWorld({
      subscriptions: [{ name: 'Basic' }],
      users: [{}],
      content: [{ title: 'Gone' }, { title: 'Here' }],
      watchhistory: [
        { content_id: 1, watched_on: '2024-08-10T00:00:00Z' },
        { content_id: 2, watched_on: '2024-08-10T00:00:00Z' },
      ],
    }),
  )
  await callerOf(database, admin).watchHistory.delete({ user_id: '1', watch_id: '1' })
  const expectHere = async () => {
    const here = [['2024-08', 'Here', 50, 1]]
    expect(await brief({ month: '2024-08' })).toEqual(here)
    expect(await brief({ month: 'Aug', genre: 'drama' })).toEqual(here)
    expect(await brief({ month: '2024-08', plan: 'Basic' })).toEqual(here)
  }
  await expectHere()
  await database.execute(`INSERT INTO subscriptions (name, price, features) VALUES ('BASIC', 1, '')`)
  await expectHere()
  await foldDeltas(database)
  await expectHere()
  await database.execute("DELETE FROM subscriptions WHERE name = 'BASIC'")
  await expectHere()
})
