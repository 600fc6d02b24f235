import { insertWorld, makeWorld, openTestDatabase } from '@streaming/db/testing'
import { expect, test } from 'vitest'
import { callerOf } from '../../testing/index.ts'

const database = await openTestDatabase()
const { analytics } = callerOf(database)

test('lists what the data holds, months newest first', async () => {
  await insertWorld(
    database,
    makeWorld({
      subscriptions: [{ name: 'Premium' }, { name: 'Basic' }],
      users: [{}],
      content: [{ genre: 'Drama' }, { genre: 'Comedy', content_type: 'Series' }, { genre: 'Drama' }],
      watchhistory: [{}, { watched_on: '2023-12-31T23:59:59Z' }],
    }),
  )
  expect(await analytics.filterOptions()).toEqual({
    genres: ['Comedy', 'Drama'],
    content_types: ['Film', 'Series'],
    plans: ['Basic', 'Premium'],
    months: ['2024-09', '2023-12'],
  })
})
