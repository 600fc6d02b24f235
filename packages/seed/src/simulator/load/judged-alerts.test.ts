import { emptyTables, openTestDatabase } from '@streaming/db/testing'
import { callerOf } from '@streaming/trpc-router/testing'
import { expect, test } from 'vitest'
import { scenarioSchema } from '../scenario.ts'
import { createWorld } from '../world.ts'
import { loadSimulation } from './load-simulation.ts'

const database = await openTestDatabase()
const { analytics } = callerOf(database)
const scenario = scenarioSchema.parse({
  name: 'alerts',
  users: 2_000,
  months: 9,
  titles: 100,
  start: '2024-01',
  events: [
    { kind: 'outage', from: '2024-06-12T00:00:00Z', hours: 24, lost: 0.9 },
    // Few users: a price rise that a day's charges of so few can tell from chance.
    { kind: 'price-rise', month: 7, factor: 3, cancel_factor: 2 },
  ],
})

test.each([1, 2])('alerts find the outage and the price rise of world %d, and little else', async (seed) => {
  await emptyTables(database)
  await loadSimulation(database, createWorld(seed, scenario), { reset: false })
  const { judged_alerts: judged, events } = await analytics.truth()
  expect(events.map(({ kind }) => kind)).toEqual(['outage', 'price-rise'])
  expect(judged).toMatchObject({ events: 2, found: 2, recall: 1 })
  expect(judged?.precision).toBeGreaterThan(0.9)
})

test('of a world in which nothing happened there are next to no alerts, and no recall', async () => {
  await emptyTables(database)
  await loadSimulation(database, createWorld(3, { ...scenario, events: [] }), { reset: false })
  const { judged_alerts: judged } = await analytics.truth()
  expect(judged).toMatchObject({ events: 0, recall: null, explained: 0 })
  // Five metrics on 162 days.
  expect(judged?.alerts).toBeLessThanOrEqual(2)
})
