import { insertWorld, makeWorld, openTestDatabase } from '@streaming/db/testing'
import { expect, test } from 'vitest'
import { callerOf } from '../../testing/index.ts'

const database = await openTestDatabase()
const { analytics } = callerOf(database)

const pays = (user_id: number, day: string, amount: string, subscription_id = 1) => ({
  user_id,
  payment_date: day.length === 10 ? `${day}T12:00:00Z` : day,
  amount,
  subscription_id,
})

await insertWorld(
  database,
  makeWorld({
    subscriptions: [{ name: 'Basic' }, { name: 'Premium' }],
    users: [{}, {}, {}, {}],
    paymenthistory: [
      // Billed on the 31st: on the last day of shorter months, in a leap year on 29 February.
      pays(1, '2024-01-31', '10.00'),
      pays(1, '2024-02-29', '10.00'),
      pays(1, '2024-03-31', '10.00'),
      // Two plans in one month: the later payment is what the month is worth.
      pays(2, '2024-01-05', '10.00'),
      pays(2, '2024-02-05', '10.00'),
      pays(2, '2024-02-20', '15.00', 2),
      pays(2, '2024-03-20', '15.00', 2),
      // A payment that slips into the next month: none in February, two in March.
      pays(3, '2024-01-31T23:59:59.999Z', '10.00'),
      pays(3, '2024-03-01T00:00:00.000Z', '10.00'),
      pays(3, '2024-03-31', '8.00'),
      // A return after two years, refunded whole: a customer all the same.
      { ...pays(4, '2022-01-10', '10.00') },
      { ...pays(4, '2024-03-10', '12.00'), status: 'refunded', refunded_amount: '12.00' },
    ],
  }),
)

const month = (name: string) => ({ start_date: `${name}-01`, end_date: `${name}-28` })

test('a month ends with what it began with, what came and less what went', async () => {
  expect(await analytics.mrrMovements({ start_date: '2024-01-15', end_date: '2024-03-01' })).toEqual([
    {
      month: '2024-01',
      start_mrr: 0,
      new_mrr: 30,
      reactivation_mrr: 0,
      expansion_mrr: 0,
      contraction_mrr: 0,
      churned_mrr: 0,
      switched_in_mrr: 0,
      switched_out_mrr: 0,
      end_mrr: 30,
      gross_churn_rate: null,
      net_churn_rate: null,
      net_revenue_retention: null,
      gross_revenue_retention: null,
      quick_ratio: null,
    },
    {
      month: '2024-02',
      start_mrr: 30,
      new_mrr: 0,
      reactivation_mrr: 0,
      expansion_mrr: 5,
      contraction_mrr: 0,
      churned_mrr: 10,
      switched_in_mrr: 0,
      switched_out_mrr: 0,
      end_mrr: 25,
      gross_churn_rate: 0.3333,
      net_churn_rate: 0.1667,
      net_revenue_retention: 0.8333,
      gross_revenue_retention: 0.6667,
      quick_ratio: 0.5,
    },
    {
      month: '2024-03',
      start_mrr: 25,
      new_mrr: 0,
      reactivation_mrr: 20,
      expansion_mrr: 0,
      contraction_mrr: 0,
      churned_mrr: 0,
      switched_in_mrr: 0,
      switched_out_mrr: 0,
      end_mrr: 45,
      gross_churn_rate: 0,
      net_churn_rate: -0.8,
      net_revenue_retention: 1,
      gross_revenue_retention: 1,
      quick_ratio: null,
    },
  ])
})

test('of one plan, who comes from another one has switched in, and is no expansion', async () => {
  expect(await analytics.mrrMovements({ ...month('2024-02'), plan: 'premium' })).toMatchObject([
    { start_mrr: 0, expansion_mrr: 0, switched_in_mrr: 15, switched_out_mrr: 0, end_mrr: 15 },
  ])
  expect(await analytics.mrrMovements({ ...month('2024-02'), plan: 'Basic' })).toMatchObject([
    { start_mrr: 30, churned_mrr: 10, switched_in_mrr: 0, switched_out_mrr: 10, end_mrr: 10 },
  ])
})

test('the month after a lone one has its loss; months between have a row with fill alone', async () => {
  const until = { end_date: '2023-12-31' }
  expect(await analytics.mrrMovements(until)).toMatchObject([
    { month: '2022-01', new_mrr: 10, end_mrr: 10 },
    { month: '2022-02', start_mrr: 10, churned_mrr: 10, end_mrr: 0 },
  ])
  const filled = await analytics.mrrMovements({ ...until, fill: true })
  // Nothing is known after the last of them.
  expect(filled.map(({ month }) => month)).toEqual(['2022-01', '2022-02'])
  const longer = await analytics.mrrMovements({ end_date: '2024-01-31', fill: true })
  expect(longer).toHaveLength(25)
  expect(longer[23]).toMatchObject({ month: '2023-12', start_mrr: 0, end_mrr: 0, quick_ratio: null })
})

test('nobody is gone in the month after the last payment: it is not known yet', async () => {
  expect(await analytics.mrrMovements({ start_date: '2024-04-01' })).toEqual([])
})

test('an end before the start is refused by name', async () => {
  await expect(analytics.mrrMovements({ start_date: '2024-03-01', end_date: '2024-02-01' })).rejects.toThrow(
    'end_date: expected a day from start_date (2024-03-01) on, got "2024-02-01"',
  )
})

test('MRR is 12 times less than ARR, and ARPU is of those who pay', async () => {
  expect(await analytics.recurringRevenue(month('2024-03'))).toEqual([
    { month: '2024-03', mrr: 45, arr: 540, customers: 4, arpu: 11.25 },
  ])
  expect(await analytics.recurringRevenue({ ...month('2024-01'), plan: 'Premium' })).toEqual([
    { month: '2024-01', mrr: 0, arr: 0, customers: 0, arpu: null },
  ])
})

test('lifetime value is ARPU by the mean churn of the six months before', async () => {
  // Customers: January 3, February 2 of them (one of three left), March 4. Six months before March: 0 ÷ 3 of none, 1 ÷ 3.
  expect(await analytics.lifetimeValue(month('2024-03'))).toEqual([
    { month: '2024-03', arpu: 11.25, churn_rate: 0.3333, lifetime_value: 33.75 },
  ])
  expect(await analytics.lifetimeValue(month('2024-02'))).toEqual([
    { month: '2024-02', arpu: 12.5, churn_rate: null, lifetime_value: null },
  ])
})
