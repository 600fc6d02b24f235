import { insertWorld, openTestDatabase } from '@streaming/db/testing'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openFaces, sampleWorld } from '../testing/faces.ts'
import { recordingLog } from '../testing/index.ts'
import { maxBatchSize } from './batch-limit.ts'

/** /trpc over HTTP, as its clients ask it; that it gives what the other faces give is held by contract.test.ts. */

const database = await openTestDatabase()
const log = recordingLog()
const faces = await openFaces(database, log)
beforeAll(() => insertWorld(database, sampleWorld()))
beforeEach(() => log.entries.splice(0))
afterAll(() => faces.close())

const batch = (names: readonly string[]) => `/trpc/${names.join(',')}?batch=1`

test('as many calls as a client puts together are answered, one more is refused', async () => {
  const names = Array<string>(maxBatchSize).fill('plans.list')
  const answer = await faces.fetch(batch(names))
  expect([answer.status, (await answer.json()).length]).toEqual([200, maxBatchSize])
  expect((await faces.fetch(batch([...names, 'plans.list']))).status).toBe(400)
  const calls = Array.from({ length: maxBatchSize * 2 + 1 }, () =>
    faces.client.plans.list.query({ limit: 1 }),
  )
  expect(await Promise.all(calls)).toHaveLength(maxBatchSize * 2 + 1)
})

test('calls that fail do not spoil those beside them, and say what REST says', async () => {
  const answer = await faces.fetch(batch(['plans.list', 'plans.get', 'nothing']))
  const [list, get, nothing] = await answer.json()
  expect(list.result.data.items).toHaveLength(3)
  expect(get.error).toMatchObject({
    message: 'input: expected an object, it is missing',
    data: { code: 'BAD_REQUEST', issues: [{ path: '' }] },
  })
  expect(nothing.error.data.code).toBe('NOT_FOUND')
})

test('a fault of ours is said by its id alone, and is in the log with the procedure', async () => {
  await database.execute('ALTER TABLE title_reviews RENAME TO hidden_reviews')
  try {
    const answer = await faces.fetch('/trpc/analytics.topContent')
    const text = await answer.text()
    expect([answer.status, text]).toEqual([500, expect.stringContaining('It is in the log as test-request.')])
    expect(text).not.toMatch(/title_reviews|stack/)
  } finally {
    await database.execute('ALTER TABLE hidden_reviews RENAME TO title_reviews')
  }
  expect(log.entries.map(({ fields }) => fields.procedure)).toEqual(['analytics.topContent'])
})

test('an idempotency key in a header is refused, since one request may hold several calls', async () => {
  const answer = await faces.fetch('/trpc/payments.create', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': 'once' },
    body: JSON.stringify({ user_id: '1', amount: 1, method: 'PayPal' }),
  })
  expect([answer.status, await answer.json()]).toMatchObject([
    400,
    { error: { message: 'Idempotency-Key: over tRPC expected in the input, as idempotency_key' } },
  ])
})

test('a visitor is told how to show who they are', async () => {
  const answer = await fetch(`${faces.origin}/trpc/auditTrail.list`)
  expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
})

test('an answer is compressed for whoever takes that', async () => {
  const path = batch(Array<string>(maxBatchSize).fill('plans.list'))
  const encoding = async (accepted: string) =>
    (await faces.fetch(path, { headers: { 'accept-encoding': accepted } })).headers.get('content-encoding')
  expect([await encoding('gzip'), await encoding('identity')]).toEqual(['gzip', null])
})
