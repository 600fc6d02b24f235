import { insertWorld, makeWorld, openTestDatabase } from '@streaming/db/testing'
import { expect, test } from 'vitest'
import { callerOf } from '../../testing/index.ts'

const database = await openTestDatabase()
const { analytics } = callerOf(database)

await insertWorld(
  database,
  makeWorld({
    subscriptions: [{}],
    users: [{}, {}],
    content: [
      { title: 'Zebra', rating: 8.7, genre: 'Drama', content_type: 'Film' },
      { title: 'Ábaco', rating: 8.7, genre: 'Drama', content_type: 'Series' },
      { title: 'apple', rating: 8.7, genre: 'Comedy' },
      { title: 'Best', rating: 10, genre: 'Comedy', release_year: 1999 },
    ],
    reviews: [
      { content_id: 4, user_id: 1 },
      { content_id: 4, user_id: 2 },
    ],
  }),
)

test('orders by rating, then title by code point, with the number of reviews', async () => {
  const rows = await analytics.topContent({})
  expect(rows.map(({ title, rating, review_count }) => [title, rating, review_count])).toEqual([
    ['Best', 10, 2],
    ['Zebra', 8.7, 0],
    ['apple', 8.7, 0],
    ['Ábaco', 8.7, 0],
  ])
  expect(rows[0]).toEqual({
    content_id: '4',
    title: 'Best',
    genre: 'Comedy',
    content_type: 'Film',
    release_year: 1999,
    rating: 10,
    review_count: 2,
  })
})

test('genre and type filter in any case, and limit cuts', async () => {
  const titles = async (input: Parameters<typeof analytics.topContent>[0]) =>
    (await analytics.topContent(input)).map(({ title }) => title)
  expect(await titles({ genre: 'DRAMA' })).toEqual(['Zebra', 'Ábaco'])
  expect(await titles({ genre: 'drama', content_type: 'series' })).toEqual(['Ábaco'])
  expect(await titles({ genre: 'Western' })).toEqual([])
  expect(await titles({ limit: 1 })).toEqual(['Best'])
})
