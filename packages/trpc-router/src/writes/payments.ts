import { addPaymentDeltas, Prisma, type Query } from '@streaming/db'
import { TRPCError } from '@trpc/server'
import { z } from 'zod'
import { badRequest, notFound } from '../errors.ts'
import { Id, InstantRow, Money } from '../schemas.ts'
import { requireReferences } from './references.ts'
import { type Idempotency, type Writer, write } from './write.ts'

/**
 * Rules for payments: the amount of a payment never changes; what is given back is a refund, in parts or whole,
 * and never more than was charged. A payment is `refunded` when nothing of it is left. It is for the plan that its
 * user was on when it was recorded, and stays so.
 */

export const PaymentStatus = z.enum(
  ['succeeded', 'failed', 'refunded'],
  'expected succeeded, failed or refunded',
)

export const PaymentRow = z.object({
  user_id: Id,
  payment_id: Id,
  name: z.string(),
  subscription_id: Id,
  subscription: z.string(),
  amount: Money,
  refunded_amount: Money,
  status: PaymentStatus,
  method: z.string(),
  payment_date: InstantRow,
})
export type PaymentRow = z.output<typeof PaymentRow>

export const paymentColumns = Prisma.sql`
  p.user_id::TEXT AS user_id, p.payment_id::TEXT AS payment_id, u.name,
  p.subscription_id::TEXT AS subscription_id, s.name AS subscription, p.amount, p.refunded_amount, p.status, p.method,
  p.payment_date`
export const paymentTables = Prisma.sql`
  paymenthistory AS p JOIN users AS u ON u.user_id = p.user_id
  JOIN subscriptions AS s ON s.subscription_id = p.subscription_id`

export interface PaymentKey {
  user_id: string
  payment_id: string
}

export interface PaymentFields {
  user_id: string
  amount: number
  method: string
  status: 'succeeded' | 'failed'
  /** Now, if it is not given. */
  payment_date?: string | undefined
}

export function recordPayment(
  writer: Writer,
  fields: PaymentFields,
  idempotency: Idempotency,
): Promise<PaymentRow> {
  const { user_id, amount, method, status, payment_date } = fields
  return write(
    writer,
    'payments.create',
    async (query) => {
      await requireReferences(query, [{ user_id }])
      const [made] = await query(
        Prisma.sql`
          INSERT INTO paymenthistory (user_id, subscription_id, amount, method, status, payment_date)
          SELECT u.user_id, u.subscription_id, ${amount}::DECIMAL(10, 2), ${method}::TEXT, ${status}::TEXT,
            COALESCE(${payment_date ?? null}::TIMESTAMPTZ, now())
          FROM users AS u WHERE u.user_id = ${user_id}::INT8
          RETURNING payment_id::TEXT AS payment_id`,
        z.object({ payment_id: Id }),
      )
      const key = { user_id, payment_id: made?.payment_id ?? '' }
      await addPaymentDeltas(query, 1, is(key))
      const after = await findPayment(query, key)
      return { answer: after, entity: 'paymenthistory', entity_id: idOf(after), before: null, after }
    },
    idempotency,
  )
}

/** For what was written down wrongly; not for money, whose only way back is a refund. */
export function correctPayment(
  writer: Writer,
  key: PaymentKey,
  fields: { method?: string; payment_date?: string },
): Promise<PaymentRow> {
  return write(writer, 'payments.update', async (query) => {
    const before = await findPayment(query, key)
    const { method, payment_date } = { ...before, ...fields }
    await addPaymentDeltas(query, -1, is(key))
    await query(
      Prisma.sql`
        UPDATE paymenthistory SET method = ${method}, payment_date = ${payment_date}::TIMESTAMPTZ WHERE ${is(key)}`,
      z.never(),
    )
    await addPaymentDeltas(query, 1, is(key))
    return changed(before, await findPayment(query, key))
  })
}

/** @param amount USD; all that is left, if it is not given */
export function refundPayment(
  writer: Writer,
  key: PaymentKey,
  amount: number | undefined,
  idempotency: Idempotency,
): Promise<PaymentRow> {
  return write(
    writer,
    'payments.refund',
    async (query) => {
      const before = await findPayment(query, key)
      const left = cents(before.amount) - cents(before.refunded_amount)
      if (before.status !== 'succeeded' || left <= 0)
        throw new TRPCError({
          code: 'CONFLICT',
          message: `Payment ${key.payment_id} cannot be refunded: ${before.status === 'failed' ? 'it failed, so nothing was charged' : 'nothing of it is left'}.`,
        })
      const back = amount === undefined ? left : cents(amount)
      if (back > left)
        throw badRequest(
          'amount',
          `expected at most ${(left / 100).toFixed(2)}, what is left of the payment, got ${amount}`,
        )
      const refunded = cents(before.refunded_amount) + back
      await addPaymentDeltas(query, -1, is(key))
      await query(
        Prisma.sql`
          UPDATE paymenthistory
          SET refunded_amount = ${(refunded / 100).toFixed(2)}::DECIMAL(10, 2),
            status = ${back === left ? 'refunded' : 'succeeded'}
          WHERE ${is(key)}`,
        z.never(),
      )
      await addPaymentDeltas(query, 1, is(key))
      return changed(before, await findPayment(query, key))
    },
    idempotency,
  )
}

export function deletePayment(writer: Writer, key: PaymentKey): Promise<PaymentRow> {
  return write(writer, 'payments.delete', async (query) => {
    const before = await findPayment(query, key)
    await addPaymentDeltas(query, -1, is(key))
    await query(Prisma.sql`DELETE FROM paymenthistory WHERE ${is(key)}`, z.never())
    return { answer: before, entity: 'paymenthistory', entity_id: idOf(before), before, after: null }
  })
}

export async function findPayment(query: Query, key: PaymentKey): Promise<PaymentRow> {
  const [payment] = await query(
    Prisma.sql`
      SELECT ${paymentColumns} FROM ${paymentTables}
      WHERE p.user_id = ${key.user_id}::INT8 AND p.payment_id = ${key.payment_id}::INT8`,
    PaymentRow,
  )
  if (payment === undefined) throw notFound(`payment ${key.payment_id} of user ${key.user_id}`)
  return payment
}

function is({ user_id, payment_id }: PaymentKey): Prisma.Sql {
  return Prisma.sql`user_id = ${user_id}::INT8 AND payment_id = ${payment_id}::INT8`
}

/** Dollars as numbers do not add up exactly; whole cents do. */
function cents(amount: number): number {
  return Math.round(amount * 100)
}

function changed(before: PaymentRow, after: PaymentRow) {
  return { answer: after, entity: 'paymenthistory', entity_id: idOf(after), before, after }
}

function idOf({ user_id, payment_id }: PaymentKey): string {
  return `${user_id}/${payment_id}`
}
