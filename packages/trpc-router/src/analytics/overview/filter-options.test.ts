import { insertWorld, makeWorld, openTestDatabase } from '@streaming/db/testing'
import { expect, test } from 'vitest'
import { admin, callerOf } from '../../testing/index.ts'

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
    data_until: '2024-09-01',
  })
})

test('data last until the last watch or payment, not until one that is dated after today', async () => {
  const { payments } = callerOf(database, admin)
  await payments.create({ user_id: '1', amount: 9, method: 'PayPal', payment_date: '2024-10-02T23:59:59Z' })
  expect((await analytics.filterOptions()).data_until).toBe('2024-10-02')
  await database.execute(
    "INSERT INTO payment_days (day, method, subscription_id, payments, revenue) VALUES ('9999-12-31', 'PayPal', 1, 1, 9)",
  )
  expect((await analytics.filterOptions()).data_until).toBe('2024-10-02')
})
