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
    paymenthistory: [
      { method: 'PayPal' },
      { method: 'Debit Card' },
      { method: 'PayPal' },
      { method: 'Credit Card', payment_date: '2024-10-01T00:00:00Z' },
    ],
  }),
)

test('counts payments by method, the most used first, then by name', async () => {
  expect(await analytics.paymentMethodDistribution({})).toEqual([
    { method: 'PayPal', count: 2 },
    { method: 'Credit Card', count: 1 },
    { method: 'Debit Card', count: 1 },
  ])
})

test('dates narrow', async () => {
  expect(await analytics.paymentMethodDistribution({ start_date: '2024-10-01' })).toEqual([
    { method: 'Credit Card', count: 1 },
  ])
})
