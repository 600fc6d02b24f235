import { expect, test } from 'vitest'
import { scenarioSchema } from '../scenario.ts'
import { simulateUsers } from '../users/simulate-users.ts'
import { genreShares } from '../weights/catalogue-weights.ts'
import { createWorld } from '../world.ts'
import { trueValues } from './true-values.ts'

const small = { name: 'test', users: 3_000, months: 8, titles: 300, start: '2025-01' }
const world = createWorld(7, scenarioSchema.parse(small))
const truth = trueValues(world)

test('the same world has the same true values', () => {
  expect(trueValues(createWorld(7, scenarioSchema.parse(small)))).toEqual(truth)
  expect(trueValues(createWorld(8, scenarioSchema.parse(small)))).not.toEqual(truth)
})

test('what the users of the world did comes out as expected: completed plays, cancelled months', () => {
  let [plays, completed, months, cancelled, hazards] = [0, 0, 0, 0, 0]
  const onUser: NonNullable<Parameters<typeof simulateUsers>[1]>['onUser'] = (_user, _traits, life) => {
    for (let period = 0; period < life.periods; period++) {
      const [from = 0, to = 0, hazard = 0] = [life.from[period], life.to[period], life.hazard[period]]
      if (hazard === 0 || from < world.calendar.start || to >= world.calendar.end) continue
      months++
      hazards += hazard
      if (period + 1 === life.periods || life.from[period + 1] !== to) cancelled++
    }
  }
  for (const batch of simulateUsers(world, { onUser })) {
    plays += batch.plays.length
    for (let play = 0; play < batch.plays.length; play++)
      if ((batch.plays.progress[play] ?? 0) >= 9_000) completed++
  }
  expect(plays).toBeGreaterThan(50_000)
  expect(Math.abs(completed / plays - truth.completion_rate)).toBeLessThan(0.01)
  expect(months).toBeGreaterThan(8_000)
  expect(Math.abs(cancelled / months - hazards / months)).toBeLessThan(0.008)
  expect(Math.abs(truth.cancellation - hazards / months)).toBeLessThan(0.004)
})

test('a subscription without reasons, failures or a shape of churn pays its price for as long as 1 ÷ churn months', () => {
  const plain = scenarioSchema.parse({
    ...small,
    monthly_churn: 0.1,
    failed_charges: 0,
    plans: [{ name: 'One', price: 10, features: '', share: 1 }],
    without: ['churn_shape', 'reasons', 'returns'],
  })
  // The calibrated hazard, .053 − .05 × .28, scaled by (.1 − 0) ÷ (.053 − .05 × .28), is .1: ten months, 100 USD.
  expect(Math.abs(trueValues(createWorld(7, plain)).lifetime_value - 100)).toBeLessThan(2.5)
})

test('a return is a subscription of its own, and one whose first charge fails for good is none', () => {
  const plain = scenarioSchema.parse({
    ...small,
    monthly_churn: 0.1,
    failed_charges: 0.2,
    plans: [{ name: 'One', price: 10, features: '', share: 1 }],
    without: ['churn_shape', 'reasons'],
  })
  // Of charges .2 × (1 − .72) = .056 fail for good, and .1 − .056 of the months paid are cancelled (the calibrated hazard is .053 − .05 × .28
  // before it is scaled): a subscription that is paid once ends after each paid month by either, and has 1 ÷ (1 − .944 × .956) = 10.26 of them.
  expect(Math.abs(trueValues(createWorld(7, plain)).lifetime_value - 102.6)).toBeLessThan(2.5)
})

test.each([100, 3_000])(
  'of %d users a hundred favourites are kept, each the genre that its user likes best',
  (users) => {
    const world = createWorld(7, scenarioSchema.parse({ ...small, users }))
    const { favourites } = trueValues(world)
    expect(favourites).toHaveLength(100)
    expect(new Set(favourites.map(({ user_id }) => user_id)).size).toBe(favourites.length)
    for (const { user_id, genre, share } of favourites) {
      const { taste } = world.traits.of(user_id - 1)
      expect(share).toBeCloseTo(Math.max(...taste), 4)
      expect(genreShares[taste.indexOf(Math.max(...taste))]?.name).toBe(genre)
    }
  },
)
