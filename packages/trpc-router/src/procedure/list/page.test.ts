import { insertWorld, makeWorld, openTestDatabase } from '@streaming/db/testing'
import { expect, test } from 'vitest'
import { admin, callerOf } from '../../testing/index.ts'

/** Every list by every order: pages follow one another without gap or double, in the order that was asked for. */

const database = await openTestDatabase()
const caller = callerOf(database, admin)

await insertWorld(
  database,
  makeWorld({
    subscriptions: [
      { name: 'b' },
      { name: 'B' },
      { name: 'ä' },
      { name: 'a', price: '1.00' },
      { name: 'aa' },
    ],
    users: [
      { name: 'Zoë' },
      { name: 'Zoe' },
      { name: 'zoe' },
      { name: 'Zoe', subscription_id: 2 },
      { name: '𝕊' },
    ],
    content: [
      { title: 'Twice' },
      { title: 'Twice', rating: 9.5 },
      { title: 'Éclair', genre: 'Comedy' },
      {},
      {},
    ],
    watchhistory: [
      { watched_on: '2024-09-01T00:00:00.001Z' },
      { watched_on: '2024-09-01T00:00:00.002Z', user_id: 2 },
      { watched_on: '2024-09-01T00:00:00.002Z' },
      { watched_on: '2024-09-01T00:00:00.002Z', progress: 33.33 },
      { watched_on: '0001-01-01T00:00:00.000Z', progress: 0 },
    ],
    reviews: [{}, { content_id: 2 }, { user_id: 2 }, { user_id: 3, rating: 9.5 }, { content_id: 3 }],
    paymenthistory: [
      {},
      { user_id: 2 },
      { amount: '0' },
      { amount: '99999999.99', payment_date: '9999-12-31T23:59:59.999Z' },
      { status: 'failed' },
    ],
  }),
)
for (const [at, name] of ['Ann', 'ben', 'Cy', 'Ann', 'éva'].entries())
  await caller.operators.create({ name, email: `${5 - at}@example.com`, role: at % 2 ? 'admin' : 'analyst' })
for (const name of ['one', 'two', 'three', 'Two', 'four'])
  await caller.apiKeys.create({ name, role: 'analyst' })

interface PageInput {
  sort: string
  order: 'asc' | 'desc'
  limit: number
  cursor?: string
}
type List = (input: PageInput) => Promise<{ items: Record<string, unknown>[]; next_cursor: string | null }>

const lists: Record<string, { list: unknown; sorts: string[]; key: string[] }> = {
  plans: {
    list: caller.plans.list,
    sorts: ['subscription_id', 'name', 'price', 'user_count'],
    key: ['subscription_id'],
  },
  users: { list: caller.users.list, sorts: ['user_id', 'name', 'email', 'subscription'], key: ['user_id'] },
  content: {
    list: caller.content.list,
    sorts: ['content_id', 'title', 'genre', 'content_type', 'release_year', 'rating'],
    key: ['content_id'],
  },
  watchHistory: {
    list: caller.watchHistory.list,
    sorts: ['watched_on', 'progress', 'title', 'name'],
    key: ['user_id', 'watch_id'],
  },
  reviews: {
    list: caller.reviews.list,
    sorts: ['content_id', 'title', 'name', 'rating'],
    key: ['content_id', 'user_id'],
  },
  payments: {
    list: caller.payments.list,
    sorts: ['payment_date', 'amount', 'name', 'method', 'status'],
    key: ['user_id', 'payment_id'],
  },
  apiKeys: { list: caller.apiKeys.list, sorts: ['created_at', 'name', 'role'], key: ['api_key_id'] },
  operators: {
    list: caller.operators.list,
    sorts: ['created_at', 'name', 'email', 'role'],
    key: ['operator_id'],
  },
  auditTrail: {
    list: (input: Parameters<typeof caller.auditTrail.list>[0]) =>
      caller.auditTrail.list({ ...input, entity: 'api_keys' }),
    sorts: ['audit_id'],
    key: ['audit_id'],
  },
}

const instants = new Set(['watched_on', 'payment_date', 'created_at'])
const numeric = /^(amount|price|rating|progress|user_count|release_year)$/

const byCodePoint = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))
const english = new Intl.Collator('en-US')
/** The collation of the suite's PostgreSQL is English; the embedded database's is by code point, as CockroachDB's is. */
const {
  rows: [order],
} = await database.execute("SELECT 'a'::TEXT < 'B'::TEXT AS is_english")
const byCollation = (a: string, b: string) =>
  (order?.is_english ? english.compare(a, b) : 0) || byCodePoint(a, b)

/** The order by an independent comparison: numbers as numbers, text by the database's collation; plans are ordered in memory. */
function compare(list: string, name: string, a: unknown, b: unknown): number {
  if (/_id$/.test(name)) return BigInt(String(a)) < BigInt(String(b)) ? -1 : a === b ? 0 : 1
  if (numeric.test(name)) return Number(a) - Number(b)
  const text = list === 'plans' || instants.has(name) ? byCodePoint : byCollation
  return text(String(a), String(b))
}

const cases = Object.entries(lists).flatMap(([name, { list, sorts, key }]) =>
  sorts.flatMap((sort) => (['asc', 'desc'] as const).map((order) => ({ name, list, key, sort, order }))),
)

test.each(cases)('$name by $sort $order', async ({ name: of, list, key, sort, order }) => {
  const ask = list as List // the lists' inputs differ in their sorts alone, which the table above names
  const all = (await ask({ sort, order, limit: 200 })).items
  expect(all).toHaveLength(5)
  const sign = order === 'asc' ? 1 : -1
  const expected = [...all].sort((a, b) => {
    const differing = [sort, ...key].find((name) => compare(of, name, a[name], b[name]) !== 0)
    return differing === undefined ? 0 : sign * compare(of, differing, a[differing], b[differing])
  })
  expect(all).toEqual(expected)
  for (const limit of [1, 2, 5]) {
    const found: unknown[] = []
    let cursor: string | null = null
    do {
      const page: Awaited<ReturnType<List>> = await ask({
        sort,
        order,
        limit,
        ...(cursor === null ? {} : { cursor }),
      })
      found.push(...page.items)
      cursor = page.next_cursor
    } while (cursor !== null)
    expect(found).toEqual(all)
  }
})

test('a row that comes or goes between two pages shifts nothing', async () => {
  const first = await caller.content.list({ limit: 2 })
  await caller.content.delete({ content_id: '4' })
  const second = await caller.content.list({ limit: 2, cursor: first.next_cursor ?? '' })
  expect(second.items.map(({ content_id }) => content_id)).toEqual(['3', '5'])
  expect(second.next_cursor).toBeNull()
})

test.each([
  ['of another order', { sort: 'title', order: 'desc' }],
  ['of another sort', { sort: 'rating', order: 'asc' }],
] as const)('a cursor %s is refused', async (_what, other) => {
  const { next_cursor } = await caller.content.list({ sort: 'title', limit: 1 })
  await expect(caller.content.list({ ...other, cursor: next_cursor ?? '' })).rejects.toThrow(
    'cursor: expected next_cursor of the page before, with the same sort and order',
  )
})

const forged = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url')

test.each([
  'x',
  '',
  forged(),
  forged('content_id', 'asc', 'abc'),
  forged('content_id', 'asc', '99999999999999999999'),
  forged('content_id', 'asc', 1),
  forged('content_id', 'asc', '1', '1'),
  forged('content_id', 'asc', "1'; DROP TABLE content; --"),
])('the forged cursor %j is refused', async (cursor) => {
  await expect(caller.content.list({ cursor })).rejects.toThrow('cursor: expected next_cursor')
})

test.each([
  ['title', 'a\u0000b'],
  ['rating', 'NaN'],
  ['release_year', '32768'],
  ['release_year', '99999'],
])('a forged value of %s never reaches the database', async (sort, value) => {
  const cursor = forged(sort, 'asc', value, '1')
  await expect(caller.content.list({ sort: sort as 'title', cursor })).rejects.toThrow('cursor: expected') // one of the two
})
