import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { halfLoaded } from '../database/half-loaded.ts'
import { Prisma } from '../generated/client.ts'
import { emptyTables, insertWorld, makeWorld, openTestDatabase, unfoldRollups } from '../testing/index.ts'
import { pendingFacts } from './deltas/fold.ts'
import { type OnRollup, rollupNames, verifyRollups, workInParts } from './index.ts'

const database = await openTestDatabase()
const run = (sql: Prisma.Sql) => database.query(sql, z.never())
const sums = () => database.query(Prisma.sql`SELECT month, watches FROM title_months`, z.unknown())

beforeEach(async () => {
  await emptyTables(database)
  await insertWorld(
    database,
    makeWorld({
      subscriptions: [{}, {}],
      users: [{}, { subscription_id: 2 }],
      content: [{}, {}],
      watchhistory: [{}, { content_id: 2, watched_on: '2024-08-31T23:59:59.999Z' }, {}, {}, { user_id: 2 }],
      paymenthistory: [{}, {}],
    }),
  )
})
afterEach(async () => {
  const checks = await database.snapshot((query) => verifyRollups(query))
  expect(checks.filter(({ differences }) => differences > 0)).toEqual([])
})

const inParts = (onRollup?: OnRollup) => workInParts(database, ({ makeRollups }) => makeRollups(onRollup))

test('a rebuild in parts makes the same sums, of deltas too', async () => {
  await run(Prisma.sql`UPDATE watchhistory SET progress = 1 WHERE watch_id = 5`)
  await run(Prisma.sql`DELETE FROM paymenthistory WHERE payment_id = 1`)
  await database.sqlTransaction((_client, query) => unfoldRollups(query))
  const told: string[] = []
  await inParts((name) => told.push(name))
  expect(told).toEqual([
    ...rollupNames,
    'active_user_days',
    'active_user_weeks',
    'active_user_months',
    'viewer_days',
  ])
  expect(await pendingFacts(database.query)).toEqual([])
  expect(await halfLoaded(database)).toBeUndefined()
})

test('of a rebuild in parts that did not end the database says so, until the next one has ended', async () => {
  const stopped = inParts((_name, done) => {
    if (done === 3) throw new Error('stopped')
  })
  await expect(stopped).rejects.toThrow('stopped')
  expect(await halfLoaded(database)).toContain('holds half of its rollups')
  await inParts()
  expect(await halfLoaded(database)).toBeUndefined()
})

test('a rebuild in parts begins when another one has ended', async () => {
  const told: string[] = []
  let second: Promise<void> | undefined
  await inParts((_name, done) => {
    if (done === 2) second ??= inParts(() => told.push('second'))
    told.push('first')
  })
  await second
  expect(told).toEqual([...told].sort())
  expect(told.at(-1)).toBe('second')
})

test('no part of work is done once another program has taken over', async () => {
  const done: string[] = []
  const lost = workInParts(database, async ({ part }) => {
    await part(async () => {
      done.push('before')
    })
    await run(Prisma.sql`UPDATE rollup_state SET builder = 'another' WHERE id = 1`)
    await part(async () => {
      done.push('after')
    })
  })
  await expect(lost).rejects.toThrow('Another program has begun to load or to rebuild since this one did')
  // A part whose COMMIT the database refuses is done again.
  expect(new Set(done)).toEqual(new Set(['before']))
  await inParts()
})

test('a rebuild whose lease another program took gives up, and empties nothing of the other one’s', async () => {
  const before = await sums()
  const lost = workInParts(database, async ({ makeRollups }) => {
    await run(Prisma.sql`UPDATE rollup_state SET builder = 'another', is_whole = TRUE WHERE id = 1`)
    await makeRollups()
  })
  await expect(lost).rejects.toThrow('Another program has begun to load or to rebuild since this one did')
  expect(await sums()).toEqual(before)
  expect(before).not.toEqual([])
})
