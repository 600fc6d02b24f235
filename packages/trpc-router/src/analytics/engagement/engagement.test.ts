import { emptyTables, insertWorld, makeWorld, openTestDatabase } from '@streaming/db/testing'
import { beforeEach, expect, test } from 'vitest'
import { callerOf } from '../../testing/index.ts'

/** Three users with one title of 60 minutes, worked out by hand below. */

const database = await openTestDatabase()
const { analytics } = callerOf(database)
const hours = (count: number, user_id: number, month: string) =>
  Array.from({ length: count }, (_, day) => ({
    user_id,
    watched_on: `${month}-${String(day + 1).padStart(2, '0')}T20:00:00.000Z`,
    progress: 100,
  }))

beforeEach(async () => {
  await emptyTables(database)
  await insertWorld(
    database,
    makeWorld({
      subscriptions: [{ name: 'Basic' }, { name: 'Premium' }],
      users: [{ name: 'Fay Fade' }, { name: 'Sam Same', subscription_id: 2 }, { name: 'Nia New' }],
      content: [{ genre: 'Drama', runtime_minutes: 60 }, { genre: 'Comedy' }],
      watchhistory: [
        ...hours(3, 1, '2024-06'),
        ...hours(6, 1, '2024-08'),
        ...hours(1, 1, '2024-09'),
        ...hours(2, 2, '2024-08'),
        ...hours(1, 2, '2024-09'),
        { user_id: 3, content_id: 2, watched_on: '2024-09-30T00:00:00.000Z', progress: 50 },
      ],
      paymenthistory: [
        { user_id: 1, amount: '0', payment_date: '2024-06-01T00:00:00.000Z' },
        { user_id: 1, amount: '9.99', payment_date: '2024-08-01T00:00:00.000Z', refunded_amount: '2.00' },
        { user_id: 1, amount: '9.99', payment_date: '2024-09-01T00:00:00.000Z', status: 'failed' },
        { user_id: 1, subscription_id: 2, amount: '14.99', payment_date: '2024-11-01T00:00:00.000Z' },
      ],
    }),
  )
})

test('a user counts for seven days, and once in each number', async () => {
  expect(
    await analytics.activeUsers({ granularity: 'day', start_date: '2024-09-01', end_date: '2024-09-08' }),
  ).toEqual([
    {
      date: '2024-09-01',
      daily_active_users: 2,
      weekly_active_users: 2,
      monthly_active_users: 3,
      stickiness: 0.6667,
    },
    ...Array.from({ length: 6 }, (_, day) => ({
      date: `2024-09-0${day + 2}`,
      daily_active_users: 0,
      weekly_active_users: 2,
      monthly_active_users: 3,
      stickiness: 0,
    })),
  ])
})

test('a month has the means of its days', async () => {
  const [september] = await analytics.activeUsers({ start_date: '2024-09-01' })
  // 2 + 1 user days of 30; weeks: 2 on seven days, 1 on the 30th; 3 ÷ (3 × 30).
  expect(september).toEqual({
    date: '2024-09-01',
    daily_active_users: 0.1,
    weekly_active_users: 0.5,
    monthly_active_users: 3,
    stickiness: 0.0333,
  })
})

test('users are counted by the hours of one month, those of titles without a length among the least', async () => {
  const counts = (rows: Awaited<ReturnType<typeof analytics.hoursPerUser>>) =>
    rows.filter(({ users }) => users > 0).map(({ from_hours, users }) => `${from_hours}: ${users}`)
  expect(counts(await analytics.hoursPerUser({ month: '2024-08' }))).toEqual(['2: 1', '5: 1'])
  // The last month that is over.
  expect(counts(await analytics.hoursPerUser())).toEqual(['0: 1', '1: 2'])
  expect(counts(await analytics.hoursPerUser({ month: '2023-01' }))).toEqual([])
})

test('at risk is who watches less than half of what they did in the three months before', async () => {
  // Fay: 1 hour after (3 + 0 + 6) ÷ 3. Sam: 1 after 2 ÷ 3, of which there is less than an hour.
  const fay = {
    user_id: '1',
    name: 'Fay Fade',
    subscription: 'Basic',
    hours: 1,
    usual_hours: 3,
    change_rate: -0.6667,
  }
  expect(await analytics.usersAtRisk({ month: '2024-09' })).toEqual([fay])
  expect(await analytics.usersAtRisk({ month: '2024-09', plan: 'premium' })).toEqual([])
  // In October Fay is gone: (0 + 6 + 1) ÷ 3 hours before. Sam: (2 + 1) ÷ 3.
  expect(
    (await analytics.usersAtRisk({ month: '2024-10' })).map(({ name, usual_hours }) => [name, usual_hours]),
  ).toEqual([
    ['Fay Fade', 2.33],
    ['Sam Same', 1],
  ])
})

test('a user’s months say what was paid and watched, those in between too', async () => {
  expect(await analytics.userMonths({ user_id: '1' })).toEqual([
    { month: '2024-06', state: 'trial', subscription: 'Basic', paid: 0, watches: 3, hours: 3 },
    { month: '2024-07', state: 'none', subscription: null, paid: 0, watches: 0, hours: 0 },
    { month: '2024-08', state: 'paid', subscription: 'Basic', paid: 7.99, watches: 6, hours: 6 },
    { month: '2024-09', state: 'failed', subscription: 'Basic', paid: 0, watches: 1, hours: 1 },
    { month: '2024-10', state: 'none', subscription: null, paid: 0, watches: 0, hours: 0 },
    { month: '2024-11', state: 'paid', subscription: 'Premium', paid: 14.99, watches: 0, hours: 0 },
  ])
  await expect(analytics.userMonths({ user_id: '99' })).rejects.toThrow('There is no user 99.')
})

test('a date far from the others does not fill a thousand years', async () => {
  await database.execute(
    "INSERT INTO paymenthistory (user_id, subscription_id, amount, payment_date, method) VALUES (1, 1, 1, '9999-12-31T00:00:00Z', 'PayPal')",
  )
  const months = await analytics.userMonths({ user_id: '1' })
  expect(months.length).toBeLessThanOrEqual(1_201)
  expect(months.at(-1)?.month).toBe('9999-12')
})

test('a user’s genres stand beside everybody’s; a user without a watch has none', async () => {
  await database.execute(
    "INSERT INTO users (user_id, name, email, password, subscription_id) VALUES (4, 'Ida Idle', 'ida@example.com', '$test', 1)",
  )
  expect(await analytics.userTaste({ user_id: '3' })).toEqual([
    { genre: 'Comedy', watches: 1, share: 1, share_of_all: 0.0714 }, // 1 of 14
    { genre: 'Drama', watches: 0, share: 0, share_of_all: 0.9286 },
  ])
  expect((await analytics.userTaste({ user_id: '4' })).map(({ share }) => share)).toEqual([null, null])
  await expect(analytics.userTaste({ user_id: '99' })).rejects.toThrow('There is no user 99.')
})
