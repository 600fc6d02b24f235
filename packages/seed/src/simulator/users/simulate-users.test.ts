import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { dayMs, weekMs } from '../calendar.ts'
import { userViews } from '../report/user-view.ts'
import type { Batch } from '../rows/batch.ts'
import { type ScenarioInput, scenarioSchema } from '../scenario.ts'
import { scenarios } from '../scenarios/index.ts'
import { createWorld } from '../world.ts'
import { type OnUser, simulateUsers } from './simulate-users.ts'

const small = { name: 'test', users: 1_500, months: 8, titles: 300, start: '2025-01' } satisfies ScenarioInput
const world = createWorld(7, scenarioSchema.parse(small))

function digest(batches: Iterable<Batch>, hash = createHash('sha256')) {
  for (const { users, plays, reviews, payments } of batches) {
    for (const user of users) hash.update(JSON.stringify(user))
    for (const review of reviews) hash.update(JSON.stringify(review))
    for (let n = 0; n < plays.length; n++)
      hash.update(`${plays.user[n]} ${plays.title[n]} ${plays.at[n]} ${plays.progress[n]};`)
    for (let n = 0; n < payments.length; n++)
      hash.update(`${payments.user[n]} ${payments.plan[n]} ${payments.amount[n]} ${payments.at[n]};`)
  }
  return hash
}

/** One batch a user, so that how users are batched is not part of what is compared. */
function* oneByOne(from: number, to: number, of = world) {
  for (let user = from; user < to; user++) yield* simulateUsers(of, { from: user, to: user + 1 })
}

test('the same seed and scenario give the same bytes, on this machine and any other', () => {
  const again = createWorld(7, scenarioSchema.parse(small))
  const hex = digest(oneByOne(0, 300, again)).digest('hex')
  expect(digest(oneByOne(0, 300)).digest('hex')).toBe(hex)
  expect(hex).toMatchInlineSnapshot(`"570d385e026a349fbc1bb1113cde5e74de404a7733a8fc00c9bc42e53e445462"`)
})

test('another seed gives another service', () => {
  const other = createWorld(8, scenarioSchema.parse(small))
  expect(digest(oneByOne(0, 50, other)).digest('hex')).not.toBe(digest(oneByOne(0, 50)).digest('hex'))
})

test('a user does the same whoever is simulated before or with them', () => {
  const alone = [...oneByOne(200, 201)].flatMap(({ users, plays }) => [users[0]?.email, plays.length])
  let together: unknown[] = []
  for (const batch of simulateUsers(world, { from: 0, to: 400, plays: 1e9 }))
    for (const view of userViews(world, batch))
      if (view.user === 200) together = [batch.users[200]?.email, view.playsTo - view.playsFrom]
  expect(together).toEqual(alone)
})

test('nobody watches what is not out, two things at once, after leaving, or reviews what they did not finish', () => {
  let plays = 0
  let reviews = 0
  const access = new Map<number, [number, number][]>()
  const onUser: OnUser = (user, _traits, { periods, from, to }) =>
    access.set(
      user,
      Array.from({ length: periods }, (_, period) => [from[period] ?? 0, to[period] ?? 0]),
    )
  for (const batch of simulateUsers(world, { onUser })) {
    for (const view of userViews(world, batch)) {
      const finished = new Set<number>()
      let end = 0
      for (let index = view.playsFrom; index < view.playsTo; index++) {
        const title = world.titles[batch.plays.title[index] ?? 0]
        const at = batch.plays.at[index] ?? 0
        const progress = batch.plays.progress[index] ?? 0
        expect(at).toBeGreaterThanOrEqual(world.calendar.start + (title?.release_week ?? 0) * weekMs)
        expect(at).toBeGreaterThanOrEqual(end)
        expect(access.get(view.user)?.some(([from, to]) => at >= from && at < to)).toBe(true)
        end = at + ((title?.minutes ?? 0) * 60_000 * progress) / 10_000 - 1
        if (progress >= 9_000) finished.add(batch.plays.title[index] ?? 0)
        plays++
      }
      expect(new Set(view.reviews.map(({ title }) => title)).size).toBe(view.reviews.length)
      for (const { title } of view.reviews) expect(finished).toContain(title)
      reviews += view.reviews.length
    }
  }
  expect(plays).toBeGreaterThan(10_000)
  expect(reviews).toBeGreaterThan(50)
})

test('in an outage nobody watches', () => {
  const outage = { kind: 'outage', from: '2025-03-08T12:00:00Z', hours: 12, lost: 1 } as const
  const out = createWorld(7, scenarioSchema.parse({ ...small, events: [outage] }))
  const count = (of: typeof world) => {
    let inside = 0
    for (const { plays } of simulateUsers(of))
      for (let index = 0; index < plays.length; index++) {
        const before = index > 0 && plays.title[index - 1] === plays.title[index]
        const after = (plays.at[index] ?? 0) - Date.parse(outage.from)
        if (!before && after >= 0 && after < dayMs / 2) inside++
      }
    return inside
  }
  expect(count(world)).toBeGreaterThan(10)
  expect(count(out)).toBe(0)
})

test('a price rise is charged from its month on, and not before', () => {
  const rise = { kind: 'price-rise', month: 4, factor: 1.2, cancel_factor: 1.8 } as const
  const risen = createWorld(7, scenarioSchema.parse({ ...small, events: [rise] }))
  const from = risen.calendar.monthStart(4)
  const seen = { before: new Set<number>(), after: new Set<number>() }
  for (const { payments } of simulateUsers(risen))
    for (let index = 0; index < payments.length; index++)
      seen[(payments.at[index] ?? 0) < from ? 'before' : 'after'].add(payments.amount[index] ?? 0)
  expect([...seen.before].sort((a, b) => a - b)).toEqual([0, 499, 999, 1499, 1999])
  expect([...seen.after].sort((a, b) => a - b)).toEqual([0, 599, 1199, 1799, 2399])
})

test('every scenario that comes with it is one', () => {
  for (const [name, { scenario }] of Object.entries(scenarios))
    expect(scenarioSchema.parse(scenario).name).toBe(name)
})
