import { expect, test } from 'vitest'
import { z } from 'zod'
import { Prisma } from '../generated/client.ts'
import { openTestDatabase } from '../testing/index.ts'
import { inSharedSnapshot } from './shared-snapshot.ts'

const database = await openTestDatabase()
const count = z.object({ n: z.coerce.number() })
const plans = Prisma.sql`SELECT COUNT(*) AS n FROM subscriptions`
const failing = Prisma.sql`/* only none: it fails on purpose */ SELECT 1 / (COUNT(*) - COUNT(*)) AS n FROM subscriptions`
const engine = await database.engine()
const addPlan = (name: string) =>
  database.execute(`INSERT INTO subscriptions (name, price, features) VALUES ($1, 1, '')`, [name])

test('questions that are asked at once see one state, whatever is written between them', async () => {
  await addPlan('First')
  const seen = await inSharedSnapshot(database, async ({ query, prepared, snapshot }) => {
    const before = await query(plans, count)
    // The embedded database gives a transaction all of its attention: whoever writes waits until it has ended.
    if (engine === 'postgresql') await addPlan('Second')
    const after = await Promise.all([
      query(plans, count),
      prepared(plans, count),
      snapshot(async (inner) => inner(plans, count)),
    ])
    return [before, ...after].map(([row]) => row?.n)
  })
  expect(seen).toEqual([1, 1, 1, 1])
})

test('one that fails leaves the others their answers', async () => {
  const [there] = await database.query(plans, count)
  const outcomes = await inSharedSnapshot(database, ({ query }) =>
    Promise.allSettled([query(plans, count), query(failing, count), query(plans, count)]),
  )
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(outcomes[2]).toMatchObject({ value: [there] })
})

test('what is asked too late is refused, and the connection serves others', async () => {
  let late: Promise<unknown> = Promise.resolve()
  const broken = inSharedSnapshot(database, async ({ query }) => {
    late = Promise.resolve()
      .then(() => query(plans, count))
      .then(() => query(plans, count))
    late.catch(() => {})
    throw new Error('broken')
  })
  await expect(broken).rejects.toThrow('broken')
  await expect(late).rejects.toThrow('has ended')
  expect(await database.query(plans, count)).toHaveLength(1)
})

test('work is run anew where the database asks for it, also if the work took the fault for an answer', async () => {
  let rounds = 0
  const [row] = await inSharedSnapshot(database, async ({ query }) => {
    rounds++
    const refused = Prisma.sql`/* only none: it raises a conflict on purpose */ DO $$ BEGIN RAISE EXCEPTION 'refused' USING ERRCODE = '40001'; END $$`
    if (rounds === 1) await query(refused, count).catch(() => [])
    return query(plans, count)
  })
  expect(rounds).toBe(2)
  expect(row?.n).toBeGreaterThan(0)
})
