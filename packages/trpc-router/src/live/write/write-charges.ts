import { addPaymentDeltas, came, Prisma, type Query } from '@streaming/db'
import { z } from 'zod'
import { Id, InstantRow, Money } from '../../procedure/fields/schemas.ts'
import type { Placed } from '../queued.ts'
import type { Taken } from '../taken-events.ts'
import { idsOfRows } from './ids-of-rows.ts'

const Payment = z.object({
  user_id: Id,
  payment_id: Id,
  subscription_id: Id,
  amount: Money,
  method: z.string(),
  status: z.string(),
  payment_date: InstantRow,
})
type Payment = z.output<typeof Payment>

/** Adds charges as payments; one of 0 is a trial. */
export async function writeCharges(
  query: Query,
  charges: readonly Placed<'charge_succeeded' | 'charge_failed'>[],
): Promise<Taken[]> {
  if (charges.length === 0) return []
  const rows = charges.map(({ event, user_id, subscription_id }) => ({
    user_id,
    subscription_id,
    amount: event.amount,
    method: event.method,
    status: event.kind === 'charge_succeeded' ? 'succeeded' : 'failed',
    payment_date: event.at,
  }))
  const written = await query(
    Prisma.sql`
      INSERT INTO paymenthistory AS p (user_id, subscription_id, amount, method, status, payment_date)
      SELECT t.user_id, t.subscription_id, t.amount, t.method, t.status, t.payment_date
      FROM unnest(
        ${rows.map(({ user_id }) => user_id)}::INT8[], ${rows.map((row) => row.subscription_id)}::INT8[],
        ${rows.map(({ amount }) => String(amount))}::DECIMAL[], ${rows.map(({ method }) => method)}::TEXT[],
        ${rows.map(({ status }) => status)}::TEXT[], ${rows.map((row) => row.payment_date)}::TIMESTAMPTZ[]
      ) AS t(user_id, subscription_id, amount, method, status, payment_date)
      RETURNING p.user_id::TEXT AS user_id, p.payment_id::TEXT AS payment_id, p.subscription_id::TEXT AS subscription_id,
        p.amount, p.method, p.status, p.payment_date`,
    Payment,
  )
  await addPaymentDeltas(query, came(asRows(written)))
  const ids = idsOfRows(rows, written, keyOf, ({ payment_id }) => payment_id)
  return charges.map(({ event, user_id }, index) => ({ event, user_id, row_id: ids[index] }))
}

/** Two payments with one key are alike in all but their ids. */
function keyOf(payment: Omit<Payment, 'payment_id'>): string {
  const { user_id, subscription_id, amount, method, status, payment_date } = payment
  return JSON.stringify([user_id, subscription_id, amount, method, status, payment_date])
}

/** As whole rows that deltas count. */
function asRows(payments: readonly Payment[]): Prisma.Sql {
  return Prisma.sql`
    (SELECT t.payment_id, t.user_id, t.subscription_id, t.amount::DECIMAL(10, 2) AS amount, 0::DECIMAL(10, 2) AS refunded_amount,
      t.status, t.method, t.payment_date::TIMESTAMPTZ(3) AS payment_date
    FROM unnest(
      ${payments.map(({ payment_id }) => payment_id)}::INT8[], ${payments.map(({ user_id }) => user_id)}::INT8[],
      ${payments.map((payment) => payment.subscription_id)}::INT8[],
      ${payments.map(({ amount }) => String(amount))}::DECIMAL[], ${payments.map(({ status }) => status)}::TEXT[],
      ${payments.map(({ method }) => method)}::TEXT[], ${payments.map((payment) => payment.payment_date)}::TIMESTAMPTZ[]
    ) AS t(payment_id, user_id, subscription_id, amount, status, method, payment_date))`
}
