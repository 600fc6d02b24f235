import { emptyTables, insertWorld, makeWorld, openTestDatabase } from '@streaming/db/testing'
import { expect, test } from 'vitest'
import { callerOf } from '../../testing/index.ts'

const database = await openTestDatabase()
const { analytics } = callerOf(database)

test('an empty service has no months', async () => {
  expect(await analytics.monthlySummary({})).toEqual([])
})

test('ends with the last month of the data; an active user counts once; completion is 90 % of those who began; failed payments are none, refunds lower their month', async () => {
  await emptyTables(database)
  await insertWorld(
    database,
    makeWorld({
      subscriptions: [{}],
      users: [{}, {}],
      content: [{}],
      watchhistory: [
        { progress: 0 },
        { progress: 89.99 },
        { progress: 90, user_id: 2 },
        { progress: 100, user_id: 2 },
        { progress: 0, watched_on: '2024-08-31T23:59:59Z' },
      ],
      paymenthistory: [
        { amount: '10.00', payment_date: '2024-08-02T00:00:00Z', refunded_amount: '2.50' },
        { amount: '3.00', payment_date: '2024-08-03T00:00:00Z', refunded_amount: '3.00', status: 'refunded' },
        { amount: '10.00', payment_date: '2024-11-02T00:00:00Z', status: 'failed' },
      ],
    }),
  )
  expect(await analytics.monthlySummary({ months: 3 })).toEqual([
    { month: '2024-07', revenue: 0, payments: 0, watches: 0, active_users: 0, completion_rate: null },
    { month: '2024-08', revenue: 7.5, payments: 2, watches: 1, active_users: 1, completion_rate: null },
    { month: '2024-09', revenue: 0, payments: 0, watches: 4, active_users: 2, completion_rate: 0.6667 },
  ])
  expect((await analytics.monthlySummary({ month: '2024-08', months: 1 })).map(({ month }) => month)).toEqual(
    ['2024-08'],
  )
})
