import { insertWorld, makeWorld, openTestDatabase } from '@streaming/db/testing'
import { expect, test } from 'vitest'
import { admin, callerOf } from '../../testing/index.ts'

const database = await openTestDatabase()
const { analytics } = callerOf(database)

const payment = (
  user_id: number,
  day: string,
  status = 'succeeded',
  amount = '10.00',
  subscription_id = 1,
) => ({
  user_id,
  payment_date: `${day}T12:00:00Z`,
  status,
  amount,
  subscription_id,
})

/** The years before hold what is apart. */
const since = { start_date: '2024-01-01' }

await insertWorld(
  database,
  makeWorld({
    subscriptions: [{ name: 'Basic' }, { name: 'Premium' }],
    users: [{}, {}, {}, {}, {}, {}, {}],
    paymenthistory: [
      // Stays.
      payment(1, '2024-01-10'),
      payment(1, '2024-02-10'),
      payment(1, '2024-03-10', 'succeeded', '12.00', 2),
      payment(1, '2024-04-10', 'succeeded', '12.00', 2),
      // Leaves after two failures that nobody makes good.
      payment(2, '2024-01-10'),
      payment(2, '2024-02-10', 'failed'),
      payment(2, '2024-02-13', 'failed'),
      // A failure is made good on the 14th day after it, in the next month: gone in February by the calendar, and not unpaid.
      payment(3, '2024-01-20'),
      payment(3, '2024-02-20', 'failed'),
      payment(3, '2024-03-05'),
      // A trial that converts two weeks later; then leaves without a failure.
      payment(4, '2024-02-01', 'succeeded', '0.00'),
      payment(4, '2024-02-15'),
      // A trial alone.
      payment(5, '2024-03-01', 'succeeded', '0.00'),
      // Left in 2019 of their own will; a charge that fails when they try to come back, in 2021, is not why.
      payment(6, '2019-01-10'),
      payment(6, '2021-06-10', 'failed'),
      // Left unpaid in 2019; that their return failed first and was made good, in 2021, changes nothing of it.
      payment(7, '2019-01-10'),
      payment(7, '2019-02-10', 'failed'),
      payment(7, '2021-06-10', 'failed'),
      payment(7, '2021-06-12'),
    ],
  }),
)

test('customers of a month are those of the month before, with who came and without who left', async () => {
  const row = (month: string, numbers: number[]) => {
    const [start, fresh, back, gone, unpaid, end] = numbers
    return {
      month,
      start_customers: start,
      new_customers: fresh,
      reactivated_customers: back,
      churned_customers: gone,
      involuntarily_churned_customers: unpaid,
      switched_in_customers: 0,
      switched_out_customers: 0,
      end_customers: end,
    }
  }
  expect(await analytics.customerMovements(since)).toEqual([
    row('2024-01', [0, 3, 0, 0, 0, 3]),
    row('2024-02', [3, 1, 0, 2, 1, 2]),
    row('2024-03', [2, 0, 1, 1, 0, 2]),
    row('2024-04', [2, 0, 0, 1, 0, 1]),
  ])
})

test('what failed long after somebody left is not why they left', async () => {
  expect(await analytics.customerMovements({ end_date: '2019-12-31' })).toMatchObject([
    { month: '2019-01', new_customers: 2, end_customers: 2 },
    { month: '2019-02', churned_customers: 2, involuntarily_churned_customers: 1, end_customers: 0 },
  ])
})

test('of one plan, who changes it has switched', async () => {
  const march = { start_date: '2024-03-01', end_date: '2024-03-31' }
  expect(await analytics.customerMovements({ ...march, plan: 'PREMIUM' })).toMatchObject([
    { start_customers: 0, switched_in_customers: 1, switched_out_customers: 0, end_customers: 1 },
  ])
  expect(await analytics.customerMovements({ ...march, plan: 'basic' })).toMatchObject([
    {
      start_customers: 2,
      reactivated_customers: 1,
      churned_customers: 1,
      switched_out_customers: 1,
      end_customers: 1,
    },
  ])
})

test('customers by plan are by their last payment of the month, the plan with most first', async () => {
  expect(await analytics.customersByPlan({ start_date: '2024-03-31' })).toEqual([
    { month: '2024-03', subscription: 'Basic', customers: 1, mrr: 10 },
    { month: '2024-03', subscription: 'Premium', customers: 1, mrr: 12 },
    { month: '2024-04', subscription: 'Premium', customers: 1, mrr: 12 },
  ])
})

test('churn by the standard preset is of the month before, and has no rate in the first month', async () => {
  expect(await analytics.customerChurn(since)).toEqual([
    { date: '2024-01-01', at_risk_customers: 0, churned_customers: 0, churn_rate: null },
    { date: '2024-02-01', at_risk_customers: 3, churned_customers: 2, churn_rate: 0.6667 },
    { date: '2024-03-01', at_risk_customers: 2, churned_customers: 1, churn_rate: 0.5 },
    { date: '2024-04-01', at_risk_customers: 2, churned_customers: 1, churn_rate: 0.5 },
  ])
})

test('by Stripe’s a payment lasts 31 days, and those are lost who were active 30 days before', async () => {
  const on = async (day: string) =>
    (await analytics.customerChurn({ preset: 'stripe', start_date: day, end_date: day }))[0]
  // Paid on 10 January: active up to 9 February, when the first two were active 30 days before and the third is new.
  expect(await on('2024-02-09')).toMatchObject({ at_risk_customers: 3, churned_customers: 0 })
  // On the 10th the first pays again, the second does not.
  expect(await on('2024-02-10')).toMatchObject({
    at_risk_customers: 3,
    churned_customers: 1,
    churn_rate: 0.3333,
  })
  // On the 20th the third's payment has ended, too, and the fourth is new since the 15th.
  expect(await on('2024-02-20')).toMatchObject({
    at_risk_customers: 4,
    churned_customers: 2,
    churn_rate: 0.5,
  })
  // The last day is that of the last payment.
  const days = await analytics.customerChurn({ preset: 'stripe', ...since })
  expect([days[0]?.date, days.at(-1)?.date]).toEqual(['2024-01-10', '2024-04-10'])
})

test('Stripe’s preset knows no plans, and says so', async () => {
  await expect(analytics.customerChurn({ preset: 'stripe', plan: 'Basic' })).rejects.toThrow(
    'plan: expected none with the preset stripe, got "Basic"',
  )
})

test('a cohort is of the first payment ever, and has a row for every month in which one of it pays', async () => {
  const rows = (await analytics.cohortRetention(since)).map(
    ({ cohort, months, customers, mrr, customer_retention, mrr_retention }) =>
      [cohort, months, customers, mrr, customer_retention, mrr_retention].join(' '),
  )
  expect(rows).toEqual([
    '2024-01 0 3 30 1 1',
    '2024-01 1 1 10 0.3333 0.3333',
    '2024-01 2 2 22 0.6667 0.7333',
    '2024-01 3 1 12 0.3333 0.4',
    '2024-02 0 1 10 1 1',
  ])
  expect((await analytics.cohortRetention({ start_date: '2024-02-29' })).length).toBe(1)
})

test('survival follows each customer until they first leave', async () => {
  // Of four, two are gone after a month in the first cohort and one in the second: 1 of 4 is left, who stays.
  expect(await analytics.customerSurvival(since)).toMatchObject([
    { months: 0, at_risk_customers: 4, churned_customers: 0, survival: 1, survival_low: 1, survival_high: 1 },
    { months: 1, at_risk_customers: 4, churned_customers: 3, survival: 0.25 },
    { months: 2, at_risk_customers: 1, churned_customers: 0, survival: 0.25 },
    { months: 3, at_risk_customers: 1, churned_customers: 0, survival: 0.25 },
  ])
})

test('a case is failures in a row, and is recovered on the fourteenth day at the latest', async () => {
  expect(await analytics.failedCharges(since)).toEqual([
    { date: '2024-02-01', failed_charges: 3, failure_cases: 2, recovered_cases: 1, recovery_rate: 0.5 },
  ])
  expect(
    await analytics.failedCharges({
      granularity: 'week',
      plan: 'Basic',
      fill: true,
      start_date: '2024-02-05',
    }),
  ).toMatchObject([
    { date: '2024-02-05', failed_charges: 1, failure_cases: 1, recovered_cases: 0, recovery_rate: 0 },
    { date: '2024-02-12', failed_charges: 1, failure_cases: 0, recovered_cases: 0, recovery_rate: null },
    { date: '2024-02-19', failed_charges: 1, failure_cases: 1, recovered_cases: 1, recovery_rate: 1 },
  ])
})

test('a trial is converted when its user has paid since', async () => {
  expect(await analytics.trialConversion()).toEqual([
    { date: '2024-02-01', trials: 1, converted_trials: 1, conversion_rate: 1 },
    { date: '2024-03-01', trials: 1, converted_trials: 0, conversion_rate: 0 },
  ])
})

test('a refund stands at the day of its payment', async () => {
  const { payments } = callerOf(database, admin)
  await payments.refund({ user_id: '1', payment_id: '2', amount: 2.5 })
  expect(await analytics.refunds({ granularity: 'day' })).toEqual([
    { date: '2024-02-10', refunds: 1, refunded: 2.5 },
  ])
  expect(await analytics.refunds({ plan: 'Premium', fill: true })).toEqual([])
})
