import { foldDeltas, verifyRollups } from '@streaming/db'
import {
  emptyTables,
  insertWorld,
  makeWorld,
  openTestDatabase,
  unfoldRollups,
  type World,
} from '@streaming/db/testing'
import { expect, test } from 'vitest'
import { callerOf } from '../index.ts'
import * as billing from './naive-billing.ts'
import * as cohorts from './naive-cohorts.ts'
import { mrrForecast } from './naive-forecast.ts'
import * as naive from './naive-movements.ts'
import { numbers } from './random-world.ts'

/**
 * The questions about customers and billing against folds that share nothing with them: on rollups made from the tables, on rollups made
 * of nothing but deltas, and on deltas that no rollup holds.
 */

const database = await openTestDatabase()
const { analytics } = callerOf(database)
const worlds = 200

type Below = (n: number) => number
const plans = ['Basic', 'BASIC', 'Premium', 'Été']
const prices = [999, 1499, 1999]

/** Long ago, since a forecast leaves out the month that is running now. Subscribers who pay month by month with gaps, trials, failures, changes of plan and price, at the edges of months and within minutes of each other. */
function payingWorld(below: Below): World {
  const users = 1 + below(8)
  const subscriptions = 1 + below(plans.length)
  const paymenthistory = Array.from({ length: users }, (_, user) => {
    const payments: Partial<World['paymenthistory'][number]>[] = []
    let at = Date.UTC(2003, 10, 1) + below(100) * 86_400_000
    let plan = 1 + below(subscriptions)
    for (let count = below(14); count > 0; count--) {
      const kind = below(10)
      const amount = kind === 0 ? 0 : (prices[plan % prices.length] ?? 0) + below(2)
      const failed = kind < 4 && kind > 0
      const given = below(6) === 0 && !failed && amount > 0 ? 1 + below(amount) : 0
      payments.push({
        user_id: user + 1,
        subscription_id: plan,
        payment_date: new Date(at).toISOString(),
        amount: (amount / 100).toFixed(2),
        status: failed ? 'failed' : given === amount && amount > 0 ? 'refunded' : 'succeeded',
        refunded_amount: (given / 100).toFixed(2),
      })
      if (below(4) === 0) plan = 1 + below(subscriptions)
      at +=
        ([0, 1, 7, 13, 14, 15, 28, 30, 31, 32, 61, 62, 400][below(below(3) === 0 ? 13 : 11)] ?? 0) *
        86_400_000
      // At times to the same instant, or to the first or last moment of a month.
      if (below(5) === 0)
        at = Date.UTC(new Date(at).getUTCFullYear(), new Date(at).getUTCMonth() + 1, 1) - below(2)
      else if (below(3) === 0) at += below(86_400_000)
    }
    // At times an odd row that is dated long after today.
    if (below(12) === 0)
      payments.push({ user_id: user + 1, payment_date: '9999-12-31T23:59:59.999Z', amount: '9.99' })
    return payments
  }).flat()
  return makeWorld({
    subscriptions: plans.slice(0, subscriptions).map((name) => ({ name })),
    users: Array.from({ length: users }, () => ({ subscription_id: 1 + below(subscriptions) })),
    content: [{ runtime_minutes: 90 }, { runtime_minutes: null }],
    watchhistory: Array.from({ length: below(60) }, () => ({
      user_id: 1 + below(users),
      content_id: 1 + below(2),
      watched_on: new Date(Date.UTC(2003, 9, 1) + below(400) * 86_400_000).toISOString(),
      progress: below(10_001) / 100,
    })),
    paymenthistory,
  })
}

function randomFilters(world: World, below: Below) {
  const days = [
    '2003-11-15',
    '2003-12-31',
    '2004-01-01',
    '2004-02-29',
    '2004-03-31',
    '2004-06-30',
    '2004-07-01',
  ]
  const [start, end] = [days[below(days.length)], days[below(days.length)]].sort()
  const names = [...world.subscriptions.map(({ name }) => name), 'No such plan']
  return {
    ...(below(3) === 0 && start !== undefined ? { start_date: start } : {}),
    ...(below(3) === 0 && end !== undefined ? { end_date: end } : {}),
    ...(below(2) === 0 ? { plan: (names[below(names.length)] ?? '').toUpperCase() } : {}),
  }
}

const dollars = (amount: number) => Math.round(amount * 100)

test.each(Array.from({ length: worlds }, (_, seed) => seed))(
  'world %i: each answer is the naive one, and movements lead from start to end',
  async (seed) => {
    const below = numbers(seed + 10_000)
    const world = payingWorld(below)
    await emptyTables(database)
    await insertWorld(database, world)
    if (seed % 3 > 0) await database.sqlTransaction((_client, query) => unfoldRollups(query))
    if (seed % 3 > 1) await foldDeltas(database)
    if (seed % 10 === 2) {
      const checks = await database.snapshot((query) => verifyRollups(query))
      expect(checks.filter(({ differences }) => differences > 0)).toEqual([])
    }

    const filters = randomFilters(world, below)
    const { plan, ...period } = filters
    expect(await analytics.recurringRevenue(filters)).toEqual(naive.recurringRevenue(world, filters))
    const movements = await analytics.mrrMovements(filters)
    expect(movements).toEqual(naive.mrrMovements(world, filters))
    expect(await analytics.customerMovements(filters)).toEqual(naive.customerMovements(world, filters))
    expect(await analytics.customersByPlan(period)).toEqual(naive.customersByPlan(world, period))
    for (const churn of [
      { ...filters, preset: 'standard' as const },
      { ...period, preset: 'stripe' as const },
    ])
      expect(await analytics.customerChurn(churn)).toEqual(naive.customerChurn(world, churn))
    const months = 1 + below(12)
    expect(await analytics.mrrForecast({ months })).toEqual(mrrForecast(world, months))
    const values = naive.lifetimeValue(world, filters)
    expect(await analytics.lifetimeValue(filters)).toEqual(
      values.map((row) => ({
        ...row,
        churn_rate: row.churn_rate === null ? null : expect.closeTo(row.churn_rate, 4),
        lifetime_value: row.lifetime_value === null ? null : expect.closeTo(row.lifetime_value, 1),
      })),
    )
    expect(await analytics.cohortRetention(period)).toEqual(cohorts.cohortRetention(world, period))
    expect(
      (await analytics.customerSurvival(period)).map(
        ({ survival_low: _low, survival_high: _high, ...row }) => row,
      ),
    ).toEqual(cohorts.customerSurvival(world, period))
    const granularity = (['day', 'week', 'month'] as const)[below(3)]
    const grained = { ...filters, ...(granularity === undefined ? {} : { granularity }) }
    expect(await analytics.failedCharges(grained)).toEqual(billing.failedCharges(world, grained))
    expect(await analytics.refunds(grained)).toEqual(billing.refunds(world, grained))
    expect(await analytics.trialConversion(grained)).toEqual(billing.trialConversion(world, grained))

    for (const month of movements)
      expect(dollars(month.end_mrr), month.month).toBe(
        dollars(month.start_mrr) +
          dollars(month.new_mrr) +
          dollars(month.reactivation_mrr) +
          dollars(month.expansion_mrr) -
          dollars(month.contraction_mrr) -
          dollars(month.churned_mrr) +
          dollars(month.switched_in_mrr) -
          dollars(month.switched_out_mrr),
      )
  },
)
