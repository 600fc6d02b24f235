import { emptyTables, insertWorld, makeWorld, openTestDatabase } from '@streaming/db/testing'
import { beforeEach, expect, test } from 'vitest'
import { admin, callerOf } from '../../testing/index.ts'

const database = await openTestDatabase()
const { content } = callerOf(database, admin)
const title = { title: 'Another', release_year: 2024, rating: 5 }

beforeEach(async () => {
  await emptyTables(database)
  await insertWorld(database, makeWorld({ content: [{ genre: 'Drama', content_type: 'Film' }] }))
})

test('a genre and a type that are there in another case of letters are written as they are there', async () => {
  expect(await content.create({ ...title, genre: 'dRAMA', content_type: 'film' })).toMatchObject({
    genre: 'Drama',
    content_type: 'Film',
  })
  expect(await content.create({ ...title, genre: 'Dr_ma', content_type: 'Series' })).toMatchObject({
    genre: 'Dr_ma',
    content_type: 'Series',
  })
})

test('the only title of a genre may change its spelling, one of several may not', async () => {
  const changed = async () => (await content.update({ content_id: '1', genre: 'DRAMA' })).genre
  expect(await changed()).toBe('DRAMA')
  await content.create({ ...title, genre: 'DRAMA', content_type: 'Film' })
  expect((await content.update({ content_id: '1', genre: 'drama' })).genre).toBe('DRAMA')
})
