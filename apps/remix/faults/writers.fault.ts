import { brokenInvariants } from '@streaming/trpc-router/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type PostgresService, startPostgresService } from './postgres-service.ts'
import { report } from './report.ts'

/** Everybody at once on the same rows, on PostgreSQL at SERIALIZABLE. */

const writers = 200
let place: PostgresService

beforeAll(async () => {
  place = await startPostgresService()
})
afterAll(() => place.stop())

async function ask(
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; answer: unknown }> {
  const response = await fetch(place.service.origin + path, {
    method,
    headers: { authorization: `Bearer ${place.key}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, answer: await response.json() }
}

const payment = z.object({ payment_id: z.string(), refunded_amount: z.number(), status: z.string() })

test('200 concurrent writers of the same rows all succeed, the sums are right, and nobody sees a conflict', async () => {
  const { answer } = await ask('POST', '/api/payments', { user_id: '1', amount: 100, method: 'PayPal' })
  const { payment_id } = payment.parse(answer)
  const before = await conflicts()
  const kinds = [
    () => ask('POST', `/api/users/1/payments/${payment_id}/refund`, { amount: 0.37 }),
    (index: number) => ask('PUT', '/api/users/1/plan', { subscription_id: String(1 + (index % 4)) }),
    (index: number) =>
      ask('POST', '/api/reviews', {
        user_id: '1',
        content_id: '1',
        rating: index % 10,
        review_text: `${index}`,
      }),
    (index: number) => ask('PATCH', '/api/content/1', { rating: index % 10 }),
  ] as const
  const answers = await Promise.all(
    Array.from({ length: writers }, (_, index) => kinds[index % kinds.length]?.(index)),
  )
  const statuses = new Set(answers.map((one) => one?.status))
  const after = payment.parse((await ask('GET', `/api/users/1/payments/${payment_id}`)).answer)
  const trail = z
    .object({ items: z.array(z.unknown()) })
    .parse(
      (await ask('GET', `/api/audit-trail?action=payments.refund&entity_id=1/${payment_id}&limit=200`))
        .answer,
    )
  const broken = await brokenInvariants({ DATABASE_URL: place.postgres.url, DATA_DIR: '' })
  report('concurrent writers', {
    writers,
    'answered 2xx': answers.filter((one) => one !== undefined && one.status < 300).length,
    'transactions rolled back and run again': (await conflicts()) - before,
    'refunded, of 50 × $0.37': `$${after.refunded_amount.toFixed(2)}`,
  })
  expect([...statuses].sort()).toEqual([200])
  expect(after).toMatchObject({ refunded_amount: 18.5, status: 'succeeded' })
  expect(trail.items).toHaveLength(writers / 4)
  expect(broken).toEqual([])
  expect(JSON.stringify(answers)).not.toMatch(/40001|serializ/i)
})

/** Transactions that the server rolled back so far; in this test only conflicts do that. */
async function conflicts(): Promise<number> {
  return place.postgres.rollbacks()
}

test('200 payments of one key at once are one payment', async () => {
  const answers = await Promise.all(
    Array.from({ length: writers }, () =>
      ask('POST', '/api/payments', {
        user_id: '2',
        amount: 5,
        method: 'PayPal',
        payment_date: '2001-01-01T00:00:00Z',
        idempotency_key: 'once',
      }),
    ),
  )
  const ids = new Set(answers.map(({ answer }) => payment.parse(answer).payment_id))
  const recorded = z
    .object({ items: z.array(z.unknown()) })
    .parse((await ask('GET', '/api/payments?user_id=2&end_date=2001-01-01')).answer)
  report('one idempotency key', {
    requests: writers,
    'answered 201': answers.filter(({ status }) => status === 201).length,
    payments: recorded.items.length,
  })
  expect(answers.every(({ status }) => status === 201)).toBe(true)
  expect([ids.size, recorded.items.length]).toEqual([1, 1])
})
