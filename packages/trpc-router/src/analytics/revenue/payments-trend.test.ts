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
      { amount: '1.00', payment_date: '2024-12-30T00:00:00Z' },
      { amount: '2.00', payment_date: '2025-01-05T23:59:59Z' },
      { amount: '4.00', payment_date: '2025-01-13T00:00:00Z' },
    ],
  }),
)

test('a week runs from Monday to Sunday, also across a year', async () => {
  expect(await analytics.paymentsTrend({})).toEqual([
    { week: '2024-12-30', total_revenue: 3 },
    { week: '2025-01-13', total_revenue: 4 },
  ])
})

test('with fill the week without payments is there with 0', async () => {
  expect((await analytics.paymentsTrend({ fill: true })).map(({ total_revenue }) => total_revenue)).toEqual([
    3, 0, 4,
  ])
})
