import { foldDeltas, verifyRollups } from '@streaming/db'
import { emptyTables, insertWorld, makeWorld, openTestDatabase } from '@streaming/db/testing'
import { beforeEach, expect, test } from 'vitest'
import { admin, callerOf } from '../../testing/index.ts'

/** What cohorts watch: two users and one title of an hour, worked out by hand below. */

const database = await openTestDatabase()
const caller = callerOf(database, admin)

const watch = (user_id: number, month: string) => ({
  user_id,
  watched_on: `${month}-15T20:00:00.000Z`,
  progress: 100,
})

beforeEach(async () => {
  await emptyTables(database)
  await insertWorld(
    database,
    makeWorld({
      subscriptions: [{}],
      users: [{}, {}],
      content: [{ runtime_minutes: 60 }],
      watchhistory: [
        watch(1, '2024-08'),
        watch(1, '2024-09'),
        watch(1, '2024-09'),
        watch(1, '2024-10'),
        watch(2, '2024-09'),
      ],
      paymenthistory: [{ user_id: 2, payment_date: '2024-09-01T00:00:00.000Z' }],
    }),
  )
})

/** Each row as cohort, months since, customers, hours and share of the first hours. */
async function cohorts() {
  const checks = await database.snapshot((query) => verifyRollups(query))
  expect(checks.filter(({ differences }) => differences > 0)).toEqual([])
  const rows = await caller.analytics.cohortRetention()
  return rows.map(({ cohort, months, customers, hours, hours_retention }) =>
    [cohort, months, customers, hours, hours_retention].join(' '),
  )
}

const pay = (day: string) =>
  caller.payments.create({
    user_id: '1',
    amount: 9.99,
    method: 'PayPal',
    payment_date: `${day}T12:00:00.000Z`,
  })

test.each([true, false])(
  'hours go with their user from cohort to cohort, whatever comes, changes and goes (folded between: %s)',
  async (folded) => {
    const then = async () => {
      if (folded) await foldDeltas(database)
      return cohorts()
    }
    // Who never paid is of no cohort, however much they watch.
    expect(await then()).toEqual(['2024-09 0 1 1 1'])
    const payments = [await pay('2024-09-10'), await pay('2024-10-10')]
    // Two hours of September and one of October come.
    expect(await then()).toEqual(['2024-09 0 2 3 1', '2024-09 1 1 1 0.3333'])
    // A payment of before: three months are of August's cohort now.
    const first = await pay('2024-08-20')
    expect(await then()).toEqual(['2024-08 0 1 1 1', '2024-08 1 1 2 2', '2024-08 2 1 1 1', '2024-09 0 1 1 1'])
    await caller.watchHistory.create({
      user_id: '1',
      content_id: '1',
      progress: 50,
      watched_on: '2024-10-20T20:00:00.000Z',
    })
    expect((await then())[2]).toBe('2024-08 2 1 1.5 1.5')
    await caller.content.update({ content_id: '1', runtime_minutes: 120 })
    expect(await then()).toEqual([
      '2024-08 0 1 2 1',
      '2024-08 1 1 4 2',
      '2024-08 2 1 3 1.5',
      '2024-09 0 1 2 1',
    ])
    await caller.payments.delete({ user_id: '1', payment_id: first.payment_id })
    expect(await then()).toEqual(['2024-09 0 2 6 1', '2024-09 1 1 3 0.5'])
    for (const { payment_id } of payments) await caller.payments.delete({ user_id: '1', payment_id })
    expect(await then()).toEqual(['2024-09 0 1 2 1'])
    await caller.users.delete({ user_id: '1' })
    expect(await then()).toEqual(['2024-09 0 1 2 1'])
  },
)
