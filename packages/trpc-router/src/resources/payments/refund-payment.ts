import type { Transaction } from '@streaming/db'
import { TRPCError } from '@trpc/server'
import { badRequest } from '../../procedure/errors.ts'
import { idempotencyKey } from '../../procedure/fields/fields.ts'
import { money } from '../../procedure/fields/number-fields.ts'
import { parameters } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'
import { write } from '../write.ts'
import { changeOf, findPayment, Payment, type PaymentKey, paymentKey, paymentPath } from './payment-row.ts'
import { updatePayment } from './update-payment.ts'

/**
 * The amount of a payment never changes; what is given back is a refund, in parts or whole, and never more than was charged. A
 * payment is `refunded` when nothing of it is left.
 */
export const refundPayment = procedure
  .meta({
    method: 'POST',
    path: `${paymentPath}/refund`,
    summary: 'Refund a payment',
    description:
      'Gives back a part of a payment or, without amount, all that is left of it. Never more than was charged; an idempotency key keeps a repeated request from giving back twice.',
    tag: 'Operations',
    access: 'administration',
  })
  .input(
    parameters({
      ...paymentKey,
      amount: money.refine((amount) => amount > 0, 'expected an amount above 0').optional(),
      idempotency_key: idempotencyKey,
    }),
  )
  .output(Payment)
  .mutation(({ ctx, input: { idempotency_key, ...request } }) => {
    const { amount, ...key } = request
    return write(ctx, 'payments.refund', (transaction) => refund(transaction, key, amount), {
      idempotency_key,
      request,
    })
  })

/** @param amount USD; all that is left, if it is not given */
async function refund(transaction: Transaction, key: PaymentKey, amount: number | undefined) {
  const before = await findPayment(transaction, key)
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
  const after = await updatePayment(transaction, before, {
    refunded_amount: ((cents(before.refunded_amount) + back) / 100).toFixed(2),
    status: back === left ? 'refunded' : 'succeeded',
  })
  return changeOf(before, after)
}

/** Dollars as numbers do not add up exactly; whole cents do. */
function cents(amount: number): number {
  return Math.round(amount * 100)
}
