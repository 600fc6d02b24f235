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
    paymenthistory: [
      { method: 'PayPal' },
      { method: 'Debit Card' },
      { method: 'PayPal' },
      { method: 'Credit Card', payment_date: '2024-10-01T00:00:00Z' },
      { method: 'paypal', payment_date: '2024-11-01T00:00:00Z' },
      { method: 'Gold', payment_date: '9999-12-31T23:59:59.999Z' },
    ],
  }),
)

test('counts payments by method in any case of letters, the most used first, then by name', async () => {
  expect(await analytics.paymentMethodDistribution({})).toEqual([
    { method: 'PayPal', count: 3 },
    { method: 'Credit Card', count: 1 },
    { method: 'Debit Card', count: 1 },
    { method: 'Gold', count: 1 },
  ])
})

test('dates narrow', async () => {
  expect(
    await analytics.paymentMethodDistribution({ start_date: '2024-10-01', end_date: '2024-10-31' }),
  ).toEqual([{ method: 'Credit Card', count: 1 }])
  expect(await analytics.paymentMethodDistribution({ start_date: '2024-10-01' })).toEqual([
    { method: 'Credit Card', count: 1 },
    { method: 'Gold', count: 1 },
    { method: 'paypal', count: 1 },
  ])
})

test('the last month of the calendar is found by its day', async () => {
  const gold = [{ method: 'Gold', count: 1 }]
  expect(await analytics.paymentMethodDistribution({ start_date: '9999-12-02' })).toEqual(gold)
  expect(
    await analytics.paymentMethodDistribution({ start_date: '9999-12-02', end_date: '9999-12-31' }),
  ).toEqual(gold)
})
