import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { effectNames, type ScenarioInput, scenarioSchema } from '../scenario.ts'
import { scenarios } from '../scenarios/index.ts'
import { simulateUsers } from '../users/simulate-users.ts'
import { createWorld } from '../world.ts'
import { reportSummary } from './page/report-table.ts'
import { Report } from './report.ts'

/** Long work, on a busy machine a minute and more: it is done in slices, and no time limit is meant. */
const timeout = 600_000

async function checksOf(scenario: Partial<ScenarioInput>) {
  const world = createWorld(1, scenarioSchema.parse({ name: 'control', ...scenario }))
  const report = new Report(world)
  for (const batch of simulateUsers(world)) {
    report.add(batch)
    await setImmediate()
  }
  return report.checks()
}

test('the default scenario passes every check', { timeout }, async () => {
  const checks = await checksOf({ users: 100_000 })
  expect(checks.map(({ number }) => number)).toEqual(Array.from({ length: 21 }, (_, index) => index + 1))
  expect(checks.filter(({ passed }) => passed !== true)).toEqual([])
})

test.each(effectNames)('without its effect, the check of %s fails', { timeout }, async (effect) => {
  const check = (await checksOf({ users: 40_000, without: [effect] })).find(
    (candidate) => candidate.effect === effect,
  )
  expect(check).toMatchObject({ effect, passed: false })
})

test('a hundred users are too few for a verdict on churn, growth, reasons or ratings, and it is said how many are not', async () => {
  const verdicts = new Map((await checksOf({ users: 100 })).map((check) => [check.effect, check]))
  for (const effect of ['churn_level', 'growth', 'reasons', 'rating_spread'] as const)
    expect(verdicts.get(effect)).toMatchObject({
      passed: undefined,
      needs: expect.stringMatching(/^(about [\d,]+|more) accounts$/),
    })
})

test('the small scenario is judged by wider intervals: what it cannot show needs titles or accounts, by number', async () => {
  const checks = await checksOf(scenarios.small?.scenario ?? {})
  expect(checks.filter(({ passed }) => passed === false)).toEqual([])
  expect(checks.filter(({ passed }) => passed).map(({ number }) => number)).toEqual(
    expect.arrayContaining([4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15, 17, 18, 20, 21]),
  )
  expect(reportSummary(checks)).toMatch(
    /^15 of 21 checks passed, 0 failed; 6 had too little data to tell: 1 and 2 need 2,000 titles, 3 needs about [\d,]+ titles, 7 needs 1,000 titles, 16 needs about [\d,]+ accounts, and 19 needs about [\d,]+ accounts\.$/,
  )
})

test.each(['activity_spread', 'film_share', 'season', 'hour_of_day', 'few_reviewers'] as const)(
  'without its effect, the check of %s fails on small data, too',
  async (effect) => {
    const check = (await checksOf({ ...scenarios.small?.scenario, without: [effect] })).find(
      (candidate) => candidate.effect === effect,
    )
    expect(check).toMatchObject({ effect, passed: false })
  },
)
