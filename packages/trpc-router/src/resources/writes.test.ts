import { Prisma } from '@streaming/db'
import { emptyTables, insertWorld, openTestDatabase, tables } from '@streaming/db/testing'
import { beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { sampleWorld } from '../testing/faces.ts'
import { admin, callerOf } from '../testing/index.ts'

/** The rules of every writer: what refers to what, what is unique, all or nothing. */

const database = await openTestDatabase()
const caller = callerOf(database, admin)

beforeEach(async () => {
  await emptyTables(database)
  await insertWorld(database, sampleWorld())
})

async function counts(): Promise<Record<string, number>> {
  const parts = tables.map(
    (table) => Prisma.sql`SELECT ${table}::TEXT AS name, COUNT(*)::INT8 AS total FROM ${Prisma.raw(table)}`,
  )
  const rows = await database.query(
    Prisma.join(parts, ' UNION ALL '),
    z.object({ name: z.string(), total: z.coerce.number() }),
  )
  return Object.fromEntries(rows.map(({ name, total }) => [name, total]))
}

test('what others refer to is not deleted, and the refusal says what refers to it', async () => {
  const before = await counts()
  await expect(caller.plans.delete({ subscription_id: '1' })).rejects.toThrow(
    'The plan Basic cannot be deleted: 2 users are on it, 3 payments are for it, 2 watches were made on it.',
  )
  await expect(caller.plans.delete({ subscription_id: '2' })).rejects.toThrow(
    '1 user is on it, 1 watch was made on it.',
  )
  await expect(caller.content.delete({ content_id: '1' })).rejects.toThrow(
    'The title Title 1 cannot be deleted: it has 2 watches and 2 reviews.',
  )
  await expect(caller.users.delete({ user_id: '1' })).rejects.toThrow(
    'The user User 1 cannot be deleted: 2 payments refer to them.',
  )
  expect(await counts()).toEqual(before)
})

test('a user without payments is deleted with what is their own', async () => {
  for (const { payment_id } of (await caller.payments.list({ user_id: '1' })).items)
    await caller.payments.delete({ user_id: '1', payment_id })
  const before = await counts()
  expect(await caller.users.delete({ user_id: '1' })).toMatchObject({ name: 'User 1' })
  const after = await counts()
  expect([after.users, after.watchhistory, after.reviews]).toEqual([
    Number(before.users) - 1,
    Number(before.watchhistory) - 2,
    Number(before.reviews) - 1,
  ])
  await expect(caller.users.get({ user_id: '1' })).rejects.toThrow('There is no user 1.')
})

test.each([
  [
    'a plan’s name',
    () => caller.plans.create({ name: 'Basic', price: 1, features: '' }),
    'name: "Basic" is another plan\'s name',
  ],
  [
    'a plan’s name in another case, by which people filter alike,',
    () => caller.plans.create({ name: 'bASIC', price: 1, features: '' }),
    'name: "bASIC" is another plan\'s name',
  ],
  [
    'a plan’s name at a change',
    () => caller.plans.update({ subscription_id: '2', name: 'Basic' }),
    'name: "Basic" is another plan\'s name',
  ],
  [
    'an e-mail',
    () => caller.users.update({ user_id: '1', email: 'USER2@example.com' }),
    'email: "user2@example.com" belongs to somebody else',
  ],
])('%s that is taken is refused at its field', async (_what, write, message) => {
  const error: unknown = await write().catch((fault: unknown) => fault)
  expect(error).toMatchObject({
    code: 'CONFLICT',
    message,
    cause: { issues: [{ path: message.split(':')[0], message }] },
  })
})

test('a name or e-mail may stay what it is', async () => {
  expect(await caller.plans.update({ subscription_id: '1', name: 'Basic', price: 2 })).toMatchObject({
    price: 2,
  })
  expect(await caller.users.update({ user_id: '1', email: 'user1@example.com' })).toMatchObject({
    user_id: '1',
  })
  expect(await caller.plans.update({ subscription_id: '1', name: 'BASIC' })).toMatchObject({ name: 'BASIC' })
})

test.each([
  [
    'users.create',
    () =>
      caller.users.create({
        name: 'N',
        email: 'n@example.com',
        password: 'ten letters',
        subscription_id: '99',
      }),
    'subscription_id: there is no plan 99',
  ],
  [
    'users.changePlan',
    () => caller.users.changePlan({ user_id: '1', subscription_id: '99' }),
    'subscription_id: there is no plan 99',
  ],
  [
    'watchHistory.create',
    () => caller.watchHistory.create({ user_id: '99', content_id: '1', progress: 1 }),
    'user_id: there is no user 99',
  ],
  [
    'reviews.create',
    () => caller.reviews.create({ user_id: '1', content_id: '99', rating: 1, review_text: '' }),
    'content_id: there is no title 99',
  ],
  [
    'payments.create',
    () => caller.payments.create({ user_id: '99', amount: 1, method: 'PayPal' }),
    'user_id: there is no user 99',
  ],
  ['users.update', () => caller.users.update({ user_id: '99', name: 'N' }), 'There is no user 99.'],
  [
    'watchHistory.update',
    () => caller.watchHistory.update({ user_id: '2', watch_id: '1', progress: 1 }),
    'There is no watch 1 of user 2.',
  ],
  [
    'plans.update',
    () => caller.plans.update({ subscription_id: '1' }),
    'input: expected at least one of name, price, features, got an object',
  ],
])('%s of nothing says what is missing, and writes nothing', async (_what, write, message) => {
  const before = await counts()
  await expect(write()).rejects.toThrow(message)
  expect(await counts()).toEqual(before)
})

test('a watch is on the plan that it names, or else on its user’s at that moment, and stays there', async () => {
  const row = { user_id: '1', content_id: '1', progress: 50 }
  const recorded = await caller.watchHistory.create(row)
  expect(recorded).toMatchObject({ subscription_id: '1', subscription: 'Basic' })
  expect(await caller.watchHistory.create({ ...row, subscription_id: '3' })).toMatchObject({
    subscription: 'Unused',
  })
  await caller.users.changePlan({ user_id: '1', subscription_id: '2' })
  await caller.watchHistory.createBatch({ items: [row, { ...row, subscription_id: '3' }] })
  const { items } = await caller.watchHistory.list({ user_id: '1', sort: 'watched_on', limit: 4 })
  expect(items.map(({ subscription }) => subscription).sort()).toEqual([
    'Basic',
    'Premium',
    'Unused',
    'Unused',
  ])
  expect(await caller.watchHistory.get({ user_id: '1', watch_id: recorded.watch_id })).toEqual(recorded)
})

test('a batch with one wrong row writes none, and names the row by its index', async () => {
  const row = { user_id: '1', content_id: '1', progress: 50 }
  const before = await counts()
  const wrong = (item: object) => caller.watchHistory.createBatch({ items: [row, row, { ...row, ...item }] })
  await expect(wrong({ progress: 101 })).rejects.toThrow(
    'items.2.progress: expected a progress in percent from 0 to 100, got 101',
  )
  await expect(
    // @ts-expect-error: the type refuses it too
    caller.watchHistory.createBatch({ items: [row, [row]] }),
  ).rejects.toThrow('items.1: expected an object, got a list of 1')
  await expect(wrong({ user_id: '99' })).rejects.toThrow('items.2.user_id: there is no user 99')
  await expect(wrong({ content_id: '99' })).rejects.toThrow('items.2.content_id: there is no title 99')
  await expect(wrong({ subscription_id: '99' })).rejects.toThrow(
    'items.2.subscription_id: there is no plan 99',
  )
  await expect(wrong({ watched_on: '2024-13-01T00:00:00Z' })).rejects.toThrow(
    'items.2.watched_on: expected an instant',
  )
  expect(await counts()).toEqual(before)
})

test('only an admin says on which plan a watch was made; a member’s is on their own', async () => {
  const member = callerOf(database, { role: 'member', id: 'user:1', name: 'User 1', user_id: '1' })
  const watch = { user_id: '1', content_id: '1', progress: 50 }
  const before = await counts()
  const said = 'subscription_id: which plan it was watched on is for admins to say'
  await expect(member.watchHistory.create({ ...watch, subscription_id: '2' })).rejects.toThrow(said)
  await expect(
    member.watchHistory.createBatch({ items: [watch, { ...watch, subscription_id: '2' }] }),
  ).rejects.toThrow(said)
  expect(await counts()).toEqual(before)
  expect(await member.watchHistory.create(watch)).toMatchObject({ subscription_id: '1' })
  expect(await caller.watchHistory.create({ ...watch, subscription_id: '2' })).toMatchObject({
    subscription_id: '2',
  })
})

test('a batch of 5,000 is written whole; one of 5,001 or none is refused', async () => {
  const items = Array.from({ length: 5_001 }, (_, index) => ({
    user_id: String(1 + (index % 3)),
    content_id: String(1 + (index % 2)),
    progress: index % 101,
  }))
  const said = 'items: expected a list of 1 to 5000 watches'
  await expect(caller.watchHistory.createBatch({ items })).rejects.toThrow(said)
  await expect(caller.watchHistory.createBatch({ items: [] })).rejects.toThrow(said)
  const before = await counts()
  expect(await caller.watchHistory.createBatch({ items: items.slice(1) })).toEqual({ recorded: 5_000 })
  expect((await counts()).watchhistory).toBe(Number(before.watchhistory) + 5_000)
  const [listed] = (await caller.auditTrail.list({ action: 'watchHistory.createBatch' })).items
  expect(listed).toMatchObject({ after: null, is_whole: false })
  const { after, is_whole } = await caller.auditTrail.get({ audit_id: listed?.audit_id ?? '' })
  expect(after).toMatchObject(items.slice(1))
  expect(after).toHaveProperty('4999.watch_id')
  expect(is_whole).toBe(true)
})

test('of thousands of wrong rows the first are said, and how many more there are', async () => {
  const items = Array.from({ length: 1_000 }, () => ({ user_id: '1', content_id: '1', progress: -1 }))
  await expect(caller.watchHistory.createBatch({ items })).rejects.toThrow(
    /items\.19\.progress: [^;]*; and 980 more$/,
  )
})

test('a review written again replaces the one before', async () => {
  const key = { user_id: '1', content_id: '1' }
  await caller.reviews.create({ ...key, rating: 3, review_text: 'Meh' })
  expect((await caller.reviews.list(key)).items).toMatchObject([{ rating: 3, review_text: 'Meh' }])
  expect(await caller.reviews.update({ ...key, rating: 4 })).toMatchObject({ rating: 4, review_text: 'Meh' })
})

test('a watch is recorded now unless it says when, to the millisecond, in any zone', async () => {
  const row = { user_id: '1', content_id: '1', progress: 50 }
  const before = Date.now()
  const { watched_on } = await caller.watchHistory.create(row)
  expect(Date.parse(watched_on)).toBeGreaterThan(before - 60_000)
  expect(Date.parse(watched_on)).toBeLessThan(Date.now() + 60_000)
  const zoned = await caller.watchHistory.create({ ...row, watched_on: '2024-09-22T23:30:00.123+02:00' })
  expect(zoned.watched_on).toBe('2024-09-22T21:30:00.123Z')
})

test('the audit trail has who, what, and the row before and after, and no secret', async () => {
  await caller.users.changePassword({ user_id: '1', password: 'a new password' })
  await caller.users.changePlan({ user_id: '1', subscription_id: '2' })
  const { items } = await caller.auditTrail.list({ entity: 'users', entity_id: '1' })
  expect(items.map(({ action }) => action)).toEqual(['users.changePlan', 'users.changePassword'])
  expect(items[0]).toMatchObject({
    actor: 'operator:1',
    actor_name: 'Ada Admin',
    before: { subscription: 'Basic' },
    after: { subscription: 'Premium' },
    request_id: 'test-request',
  })
  expect(JSON.stringify(items)).not.toMatch(/scrypt|new password|password":/)
})

test('a refused write leaves no audit entry', async () => {
  await caller.plans.delete({ subscription_id: '1' }).catch(() => {})
  expect((await caller.auditTrail.list()).items).toEqual([])
})
