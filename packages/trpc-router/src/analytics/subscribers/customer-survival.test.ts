import { insertWorld, makeWorld, openTestDatabase } from '@streaming/db/testing'
import { expect, test } from 'vitest'
import { callerOf } from '../../testing/index.ts'
import { addMonths } from '../time/months.ts'

const database = await openTestDatabase()
const { analytics } = callerOf(database)
const running = new Date().toISOString().slice(0, 7)
const pays = (user_id: number, month: string) => ({ user_id, payment_date: `${month}-01T00:00:00Z` })

await insertWorld(
  database,
  makeWorld({
    subscriptions: [{}],
    users: [{}, {}, {}],
    paymenthistory: [
      ...[-3, -2, -1, 0].map((months) => pays(1, addMonths(running, months))),
      // Has not paid in the month that is running, of which more is to come.
      ...[-3, -2, -1].map((months) => pays(2, addMonths(running, months))),
      // Paid in advance, as no clock of a payment provider would have it.
      pays(3, addMonths(running, -2)),
      pays(3, addMonths(running, 1)),
    ],
  }),
)

test('who has not paid in the month that is running is not lost yet', async () => {
  expect(await analytics.customerSurvival()).toMatchObject([
    { months: 0, at_risk_customers: 3, churned_customers: 0, survival: 1 },
    { months: 1, at_risk_customers: 3, churned_customers: 1, survival: 0.6667 },
    { months: 2, at_risk_customers: 2, churned_customers: 0, survival: 0.6667 },
  ])
})

test('a payment that is dated after the running month makes no later month', async () => {
  const months = (await analytics.customerMovements()).map(({ month }) => month)
  expect(months.at(-1)).toBe(running)
  const cohorts = await analytics.cohortRetention()
  expect(cohorts.filter(({ cohort }) => cohort === addMonths(running, -2))).toMatchObject([{ months: 0 }])
})
