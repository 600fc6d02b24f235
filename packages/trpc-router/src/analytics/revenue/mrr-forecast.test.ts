import { insertWorld, makeWorld, openTestDatabase } from '@streaming/db/testing'
import { expect, test } from 'vitest'
import { callerOf } from '../../testing/index.ts'

const database = await openTestDatabase()
const { analytics } = callerOf(database)
const running = new Date().toISOString().slice(0, 7)

await insertWorld(
  database,
  makeWorld({
    subscriptions: [{}],
    users: [{}, {}],
    paymenthistory: [
      { payment_date: '2024-01-10T00:00:00Z', amount: '10.00' },
      { payment_date: '2024-02-10T00:00:00Z', amount: '10.00' },
      { user_id: 2, payment_date: '2024-02-10T00:00:00Z', amount: '12.00' },
      // The month that is running now says nothing yet.
      { payment_date: `${running}-01T00:00:00Z`, amount: '10.00' },
    ],
  }),
)

test('begins after the last whole month, with the customers of the mean month and the ARPU of the last', async () => {
  // One new customer in each of two months; who was there a month later stayed. February: 2 customers, 22 in all.
  expect(await analytics.mrrForecast({ months: 2 })).toEqual([
    {
      month: '2024-03',
      months_ahead: 1,
      customers: 3,
      customers_low: null,
      customers_high: null,
      mrr: 33,
      mrr_low: null,
      mrr_high: null,
      backtests: 0,
      customers_error: null,
      mrr_error: null,
    },
    expect.objectContaining({ month: '2024-04', customers: 4, mrr: 44 }),
  ])
})

test('as many months as are asked for, from 1 to 24', async () => {
  expect(await analytics.mrrForecast()).toHaveLength(6)
  await expect(analytics.mrrForecast({ months: 25 })).rejects.toThrow(
    'months: expected a whole number from 1 to 24, got 25',
  )
})
