import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { type EffectName, effectNames, scenarioSchema } from '../scenario.ts'
import { simulateUsers } from '../users/simulate-users.ts'
import { createWorld } from '../world.ts'
import { Report } from './report.ts'

/** Long work, on a busy machine a minute and more: it is done in slices, and no time limit is meant. */
const timeout = 600_000

async function checksOf(users: number, without: EffectName[] = []) {
  const world = createWorld(1, scenarioSchema.parse({ name: 'control', users, without }))
  const report = new Report(world)
  for (const batch of simulateUsers(world)) {
    report.add(batch)
    await setImmediate()
  }
  return report.checks()
}

test('the default scenario passes every check', { timeout }, async () => {
  const checks = await checksOf(100_000)
  expect(checks.map(({ number }) => number)).toEqual(Array.from({ length: 21 }, (_, index) => index + 1))
  expect(checks.filter(({ passed }) => passed !== true)).toEqual([])
})

test.each(effectNames)('without its effect, the check of %s fails', { timeout }, async (effect) => {
  const check = (await checksOf(40_000, [effect])).find((candidate) => candidate.effect === effect)
  expect(check).toMatchObject({ effect, passed: false })
})

test('a hundred users are too few for a verdict on churn, growth, reasons or ratings', async () => {
  const verdicts = new Map((await checksOf(100)).map(({ effect, passed }) => [effect, passed]))
  for (const effect of ['churn_level', 'growth', 'reasons', 'rating_spread'] as const)
    expect(verdicts.get(effect)).toBeUndefined()
})
