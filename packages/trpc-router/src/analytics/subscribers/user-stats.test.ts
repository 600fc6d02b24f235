import { insertWorld, makeWorld, openTestDatabase } from '@streaming/db/testing'
import { expect, test } from 'vitest'
import { callerOf } from '../../testing/index.ts'

const database = await openTestDatabase()
const { analytics } = callerOf(database)

await insertWorld(
  database,
  makeWorld({
    subscriptions: [{ name: 'Premium' }],
    users: [{ name: 'Ada' }, { name: 'Ben' }],
    content: [{ title: 'Quiet Rooms' }],
    watchhistory: [
      { progress: 33, watched_on: '2024-09-01T10:00:00.5Z' },
      { progress: 34, watched_on: '2024-09-02T10:00:00Z' },
      { progress: 34, watched_on: '2024-09-02T10:00:00Z' },
    ],
    paymenthistory: [{ amount: '0.10' }, { amount: '0.20', payment_date: '2024-10-01T00:00:00Z' }],
  }),
)

test('shows watches and payments, newest first, and totals', async () => {
  expect(await analytics.userStats({ user_id: '1' })).toEqual({
    user_id: '1',
    name: 'Ada',
    subscription: 'Premium',
    watch_history: [
      { title: 'Quiet Rooms', progress: 34, watched_on: '2024-09-02T10:00:00.000Z' },
      { title: 'Quiet Rooms', progress: 34, watched_on: '2024-09-02T10:00:00.000Z' },
      { title: 'Quiet Rooms', progress: 33, watched_on: '2024-09-01T10:00:00.500Z' },
    ],
    payment_history: [
      { amount: 0.2, method: 'PayPal', payment_date: '2024-10-01T00:00:00.000Z' },
      { amount: 0.1, method: 'PayPal', payment_date: '2024-09-01T00:00:00.000Z' },
    ],
    totals: { watch_count: 3, average_progress: 33.67, payment_count: 2, total_amount: 0.3 },
  })
})

test('limit cuts the histories, not the totals', async () => {
  const stats = await analytics.userStats({ user_id: '1', limit: 1 })
  expect([stats.watch_history.length, stats.payment_history.length, stats.totals.watch_count]).toEqual([
    1, 1, 3,
  ])
})

test('a user without history has sums of 0 and no average', async () => {
  expect((await analytics.userStats({ user_id: '2' })).totals).toEqual({
    watch_count: 0,
    average_progress: null,
    payment_count: 0,
    total_amount: 0,
  })
})

test('an unknown id is not found, and what is no id is refused', async () => {
  await expect(analytics.userStats({ user_id: '4711' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
    message: 'There is no user 4711.',
  })
  for (const user_id of ['x', '-1', '1.5', '', '9223372036854775808', '1 OR 1=1']) {
    await expect(analytics.userStats({ user_id })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  }
})
