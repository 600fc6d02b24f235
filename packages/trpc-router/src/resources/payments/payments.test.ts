import { emptyTables, insertWorld, openTestDatabase } from '@streaming/db/testing'
import { beforeEach, expect, test } from 'vitest'
import { sampleWorld } from '../../testing/faces.ts'
import { admin, callerOf } from '../../testing/index.ts'

/** Money: a key charges once, and no more goes back than came in. */

const database = await openTestDatabase()
const { payments, analytics, auditTrail } = callerOf(database, admin)
const charge = { user_id: '3', amount: 20, method: 'PayPal', payment_date: '2025-01-02T03:04:05.678Z' }
const key = 'order-17'

beforeEach(async () => {
  await emptyTables(database)
  await insertWorld(database, sampleWorld())
})

const countOf = async (user_id: string) => (await payments.list({ user_id, limit: 200 })).items.length

test('the same key and body give the first answer again and charge nothing', async () => {
  const first = await payments.create({ ...charge, idempotency_key: key })
  await payments.refund({ user_id: '3', payment_id: first.payment_id, amount: 5 })
  expect(await payments.create({ ...charge, idempotency_key: key })).toEqual(first)
  expect(await countOf('3')).toBe(1)
  expect((await auditTrail.list({ action: 'payments.create' })).items).toHaveLength(1)
})

test('the same key with another body is a conflict, also for another operation', async () => {
  const { payment_id } = await payments.create({ ...charge, idempotency_key: key })
  const said = 'idempotency_key: "order-17" was used for another request; choose a new one'
  await expect(payments.create({ ...charge, amount: 21, idempotency_key: key })).rejects.toThrow(said)
  await expect(payments.refund({ user_id: '3', payment_id, idempotency_key: key })).rejects.toThrow(said)
  expect(await countOf('3')).toBe(1)
})

test('a key belongs to whoever chose it', async () => {
  await payments.create({ ...charge, idempotency_key: key })
  const other = callerOf(database, { ...admin, id: 'operator:2' })
  await other.payments.create({ ...charge, idempotency_key: key })
  expect(await countOf('3')).toBe(2)
})

test('twenty requests at once with one key charge once, and all get the same answer', async () => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => payments.create({ ...charge, idempotency_key: key })),
  )
  expect(new Set(answers.map(({ payment_id }) => payment_id)).size).toBe(1)
  expect(await countOf('3')).toBe(1)
})

test('a charge that was refused leaves its key free', async () => {
  await expect(payments.create({ ...charge, user_id: '99', idempotency_key: key })).rejects.toThrow(
    'user_id: there is no user 99',
  )
  expect((await payments.create({ ...charge, idempotency_key: key })).amount).toBe(20)
})

test('a refund in parts ends exactly at the amount, and revenue follows to the cent', async () => {
  const { payment_id } = await payments.create({ ...charge, amount: 0.3 })
  const refund = (amount?: number) =>
    payments.refund({ user_id: '3', payment_id, ...(amount === undefined ? {} : { amount }) })
  expect(await refund(0.1)).toMatchObject({ refunded_amount: 0.1, status: 'succeeded' })
  expect((await analytics.userStats({ user_id: '3' })).totals).toMatchObject({
    payment_count: 1,
    total_amount: 0.2,
  })
  await expect(refund(0.21)).rejects.toThrow(
    'amount: expected at most 0.20, what is left of the payment, got 0.21',
  )
  expect(await refund(0.2)).toMatchObject({ refunded_amount: 0.3, status: 'refunded' })
  await expect(refund()).rejects.toThrow(`Payment ${payment_id} cannot be refunded: nothing of it is left.`)
  expect(await analytics.revenueTrends({ start_date: '2025-01-01' })).toEqual([
    { date: '2025-01-02', revenue: 0, payments: 1 },
  ])
})

test('without an amount all that is left goes back', async () => {
  const { payment_id } = await payments.create(charge)
  await payments.refund({ user_id: '3', payment_id, amount: 7.5 })
  expect(await payments.refund({ user_id: '3', payment_id })).toMatchObject({
    refunded_amount: 20,
    status: 'refunded',
  })
})

test('refunds at once never give back more than was charged', async () => {
  const { payment_id } = await payments.create(charge)
  const outcomes = await Promise.allSettled(
    Array.from({ length: 10 }, () => payments.refund({ user_id: '3', payment_id, amount: 6 })),
  )
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
  expect(await payments.get({ user_id: '3', payment_id })).toMatchObject({
    refunded_amount: 18,
    status: 'succeeded',
  })
})

test('a failed payment is on record, but no revenue, and cannot be refunded', async () => {
  const { payment_id } = await payments.create({ ...charge, status: 'failed' })
  await expect(payments.refund({ user_id: '3', payment_id })).rejects.toThrow(
    'it failed, so nothing was charged',
  )
  expect((await analytics.userStats({ user_id: '3' })).totals).toMatchObject({
    payment_count: 0,
    total_amount: 0,
  })
  expect((await payments.list({ user_id: '3', status: 'failed' })).items).toHaveLength(1)
})

test('a correction changes what it names, and never the amount', async () => {
  const before = await payments.get({ user_id: '1', payment_id: '1' })
  expect(await payments.update({ user_id: '1', payment_id: '1', method: 'Cash' })).toEqual({
    ...before,
    method: 'Cash',
  })
  await expect(
    // @ts-expect-error: the type refuses it too
    payments.update({ user_id: '1', payment_id: '1', amount: 1 }),
  ).rejects.toThrow('unknown parameter amount; allowed: user_id, payment_id, method, payment_date')
})

test('the database itself refuses a payment that contradicts its status', async () => {
  const insert = (status: string, refunded: string) =>
    database.execute(
      'INSERT INTO paymenthistory (user_id, subscription_id, amount, payment_date, method, status, refunded_amount) VALUES (1, 1, 10, now(), $1, $2, $3)',
      ['PayPal', status, refunded],
    )
  for (const [status, refunded] of [
    ['succeeded', '10'],
    ['succeeded', '10.01'],
    ['refunded', '9'],
    ['failed', '1'],
    ['lost', '0'],
    ['succeeded', '-1'],
  ] as const)
    await expect(insert(status, refunded), `${status} ${refunded}`).rejects.toThrow(
      'paymenthistory_status_check',
    )
})
