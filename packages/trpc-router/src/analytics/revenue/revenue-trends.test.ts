import { insertWorld, makeWorld, openTestDatabase } from '@streaming/db/testing'
import { expect, test } from 'vitest'
import { callerOf } from '../../testing/index.ts'

const database = await openTestDatabase()
const { analytics } = callerOf(database)

await insertWorld(
  database,
  makeWorld({
    subscriptions: [{ name: 'Basic' }, { name: 'Premium' }],
    users: [{}, { subscription_id: 2 }],
    paymenthistory: [
      { amount: '0.10', payment_date: '2024-08-31T23:59:59.999Z' },
      { amount: '0.20', payment_date: '2024-09-01T00:00:00Z' },
      { amount: '14.99', payment_date: '2024-09-03T12:00:00Z', user_id: 2, subscription_id: 2 },
      { amount: '9.99', payment_date: '2024-11-30T12:00:00Z' },
    ],
  }),
)

test('is by month, to the cent, without the months in which nothing was paid', async () => {
  expect(await analytics.revenueTrends({})).toEqual([
    { date: '2024-08-01', revenue: 0.1, payments: 1 },
    { date: '2024-09-01', revenue: 15.19, payments: 2 },
    { date: '2024-11-01', revenue: 9.99, payments: 1 },
  ])
})

test('is by day when a date is given, both days included', async () => {
  expect(await analytics.revenueTrends({ start_date: '2024-08-31', end_date: '2024-09-01' })).toEqual([
    { date: '2024-08-31', revenue: 0.1, payments: 1 },
    { date: '2024-09-01', revenue: 0.2, payments: 1 },
  ])
})

test('weeks start on Monday', async () => {
  expect(
    (await analytics.revenueTrends({ granularity: 'week', end_date: '2024-09-30' })).map(
      ({ date, revenue }) => [date, revenue],
    ),
  ).toEqual([
    ['2024-08-26', 0.3],
    ['2024-09-02', 14.99],
  ])
})

test('with fill every bucket from the first to the last, or of the range asked for, is there', async () => {
  expect(
    (await analytics.revenueTrends({ fill: true })).map(({ date, payments }) => [date, payments]),
  ).toEqual([
    ['2024-08-01', 1],
    ['2024-09-01', 2],
    ['2024-10-01', 0],
    ['2024-11-01', 1],
  ])
  expect(
    await analytics.revenueTrends({ fill: true, start_date: '2025-01-01', end_date: '2025-01-02' }),
  ).toEqual([
    { date: '2025-01-01', revenue: 0, payments: 0 },
    { date: '2025-01-02', revenue: 0, payments: 0 },
  ])
})

test('a plan narrows to what was paid for it, whatever plan the user is on now', async () => {
  expect(await analytics.revenueTrends({ plan: 'premium' })).toEqual([
    { date: '2024-09-01', revenue: 14.99, payments: 1 },
  ])
})

test('wrong dates and ranges are refused in words', async () => {
  await expect(analytics.revenueTrends({ start_date: '2024-02-30' })).rejects.toThrow(
    'start_date: expected a day such as 2024-09-01, got "2024-02-30"',
  )
  await expect(analytics.revenueTrends({ start_date: '2024-09-02', end_date: '2024-09-01' })).rejects.toThrow(
    'end_date: expected a day from start_date (2024-09-02) on, got "2024-09-01"',
  )
  await expect(
    analytics.revenueTrends({ fill: true, start_date: '1000-01-01', end_date: '2024-01-01' }),
  ).rejects.toThrow('expected at most 10000 buckets')
})
