import { emptyTables, insertWorld, makeWorld, openTestDatabase } from '@streaming/db/testing'
import { beforeEach, expect, test } from 'vitest'
import { callerOf } from '../../testing/index.ts'

const database = await openTestDatabase()
const { analytics } = callerOf(database)

const scenario = {
  name: 'default',
  start: '2023-08',
  months: 14,
  growth: { yearly: 0.105, capacity: 20 },
  trial: { days: 14, conversion: 0.585 },
  monthly_churn: 0.053,
  failed_charges: 0.05,
  events: [
    { kind: 'outage', from: '2024-02-14T17:00:00Z', hours: 6, lost: 0.8 },
    { kind: 'price-rise', month: 5, factor: 1.2, cancel_factor: 2 },
  ],
}
const simulated = (state: string, trueValues: object | null = null) =>
  database.execute(
    `INSERT INTO simulations (checksum, scenario, seed, state, row_count, true_values) VALUES ('x', $1, 7, $2, 1, $3)`,
    [JSON.stringify(scenario), state, trueValues && JSON.stringify(trueValues)],
  )
const paid = (user_id: number, ...months: string[]) =>
  months.map((month) => ({ user_id, payment_date: `${month}-05T00:00:00.000Z` }))

beforeEach(async () => {
  await emptyTables(database)
  await insertWorld(
    database,
    makeWorld({
      subscriptions: [{}],
      users: [{}, {}, {}],
      paymenthistory: [
        // One stays, one leaves after August 2023, one comes in July 2024 after a trial; a charge of September 2024 fails and is made good.
        ...paid(1, '2023-08', '2023-09', '2024-08'),
        ...paid(2, '2023-08'),
        { user_id: 3, amount: '0', payment_date: '2024-07-01T00:00:00.000Z' },
        ...paid(3, '2024-07', '2024-08'),
        { user_id: 3, status: 'failed', payment_date: '2024-08-20T00:00:00.000Z' },
        { user_id: 3, payment_date: '2024-08-22T00:00:00.000Z' },
      ],
    }),
  )
})

test('of data that are not simulated, or whose load did not end, nothing is known', async () => {
  const nothing = { simulation: null, events: [], metrics: [], judged_alerts: null }
  expect(await analytics.truth()).toEqual(nothing)
  await simulated('loading')
  expect(await analytics.truth()).toEqual(nothing)
  expect(await analytics.dataStatus()).toMatchObject({ data_until: '2024-08-22', scenario: null })
})

test('measured metrics stand beside what the scenario says', async () => {
  await simulated('complete')
  const { simulation, metrics } = await analytics.truth()
  expect(simulation).toEqual({ scenario: 'default', seed: '7' })
  expect(metrics.map(({ metric, measured, truth, error }) => [metric, measured, truth, error])).toEqual([
    // At risk: 2 of September, 1 of October, 1 of August 2024; lost: one in September, one in October.
    ['customer churn', 0.5, 0.053, 0.447],
    ['trial conversion', 1, 0.585, 0.415],
    // Seven payments, one of which was made good: one case of seven first charges.
    ['failed first charges', 0.1429, 0.05, 0.0929],
    // Two in August 2024, the thirteenth month, two in August 2023.
    ['yearly growth', 0, 0.105, -0.105],
  ])
  expect((await analytics.dataStatus()).scenario).toBe('default')
})

test('what happened to the whole service is told in the order of time', async () => {
  await simulated('complete')
  expect((await analytics.truth()).events).toEqual([
    { kind: 'price-rise', date: '2024-01-01', until: '2024-02-29', description: 'All prices rise by 20 %' },
    {
      kind: 'outage',
      date: '2024-02-14',
      until: '2024-02-14',
      description: 'Outage of 6 hours: 80 % of sittings are lost',
    },
  ])
})

test('a service without payments has nothing to measure', async () => {
  await emptyTables(database)
  await simulated('complete')
  const { metrics } = await analytics.truth()
  expect(metrics.map(({ measured, error }) => [measured, error])).toEqual(Array(4).fill([null, null]))
  expect((await analytics.dataStatus()).data_until).toBeNull()
})

test('true values of the simulation stand beside what is measured of the same', async () => {
  await insertWorld(database, {
    ...makeWorld({
      content: [
        { genre: 'Drama', runtime_minutes: 60 },
        { genre: 'Comedy', runtime_minutes: 60 },
      ],
      watchhistory: [
        { user_id: 1, content_id: 1, progress: 100 },
        { user_id: 1, content_id: 1, progress: 95 },
        { user_id: 1, content_id: 2, progress: 50 },
        { user_id: 2, content_id: 1, progress: 0 },
      ],
    }),
    subscriptions: [],
    users: [],
    paymenthistory: [],
  })
  await simulated('complete', {
    cancellation: 0.04,
    lifetime_value: 250.5,
    completion_rate: 0.6,
    favourites: [
      { user_id: 1, genre: 'Drama', share: 0.5 },
      { user_id: 2, genre: 'Comedy', share: 0.3 },
      { user_id: 3, genre: 'Drama', share: 0.9 },
    ],
  })
  const { metrics } = await analytics.truth()
  expect(
    metrics
      .slice(4)
      .map(({ metric, unit, measured, truth, error }) => [metric, unit, measured, truth, error]),
  ).toEqual([
    // Two lost of four at risk, neither by a failed charge.
    ['cancellation hazard', 'share', 0.5, 0.04, 0.46],
    // August 2024: two customers; in the six months before it nobody was lost, so that there is none.
    ['lifetime value', 'USD', null, 250.5, null],
    // Two of three starters.
    ['completion rate', 'share', 0.6667, 0.6, 0.0667],
    // Two of the four watches are of the users’ favourites, who truly like them by .5 × 3 and .3 × 1 of 4.
    ['share of the favourite genre', 'share', 0.5, 0.45, 0.05],
  ])
})

test('the recommender stands beside the best possible ranking where it was judged by it', async () => {
  await simulated('complete')
  const ranking = (name: string, ndcg: number) => {
    const at = { precision: 0, recall: 0, ndcg, map: 0 }
    return { name, users: 9, at: { 10: at, 20: at }, coverage: 0, novelty: 0, popularity: 0 }
  }
  const store = (rankings: object[]) =>
    database.execute(
      `INSERT INTO recommendation_models (model_version, model, weighting, settings, trained_at, seconds, users, titles, interactions,
         neighbours, quality, state)
       VALUES (1, 'ease', 'graded', '{}', now(), 1, 9, 9, 9, 9, $1, 'current')
       ON CONFLICT (model_version) DO UPDATE SET quality = excluded.quality`,
      [JSON.stringify({ kept: 1, rankings })],
    )
  await store([ranking('ease', 0.08)])
  expect((await analytics.truth()).metrics).toHaveLength(4)
  await store([ranking('ease', 0.08), ranking('possible', 0.1)])
  expect((await analytics.truth()).metrics.at(-1)).toMatchObject({
    metric: 'recommendations',
    unit: 'nDCG',
    measured: 0.08,
    truth: 0.1,
    error: -0.02,
  })
})
