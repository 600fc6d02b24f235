import { expect, test } from 'vitest'
import { type EffectName, effectNames, scenarioSchema } from '../scenario.ts'
import { simulateUsers } from '../simulate-users.ts'
import { createWorld } from '../world.ts'
import { Report } from './report.ts'

function checksOf(users: number, without: EffectName[] = []) {
  const world = createWorld(1, scenarioSchema.parse({ name: 'control', users, without }))
  const report = new Report(world)
  for (const batch of simulateUsers(world)) report.add(batch)
  return report.checks()
}

test('the default scenario passes all twenty checks', () => {
  const checks = checksOf(100_000)
  expect(checks.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
  expect(checks.filter(({ passed }) => passed !== true)).toEqual([])
})

test.each(effectNames)('without its effect, the check of %s fails', (effect) => {
  const check = checksOf(40_000, [effect]).find((candidate) => candidate.effect === effect)
  expect(check).toMatchObject({ effect, passed: false })
})

test('a hundred users are too few for a verdict on popularity, churn or growth', () => {
  const verdicts = new Map(checksOf(100).map(({ effect, passed }) => [effect, passed]))
  for (const effect of ['churn_level', 'growth', 'reasons', 'rating_spread'] as const)
    expect(verdicts.get(effect)).toBeUndefined()
})
