import { addPaymentDeltas, Prisma, type Transaction } from '@streaming/db'
import { keyOf, type Payment, type PaymentKey, paymentColumns, paymentOf } from './payment-row.ts'

/** Changes a payment, and what rollups sum of it. */
export async function updatePayment(
  { prisma, query }: Transaction,
  key: PaymentKey,
  data: Prisma.PaymentUncheckedUpdateInput,
): Promise<Payment> {
  await addPaymentDeltas(query, -1, isPayment(key))
  const after = await prisma.payment.update({ where: keyOf(key), data, select: paymentColumns })
  await addPaymentDeltas(query, 1, isPayment(key))
  return paymentOf(after)
}

/** The same key as a predicate over rows of paymenthistory. */
export function isPayment({ user_id, payment_id }: PaymentKey): Prisma.Sql {
  return Prisma.sql`p.user_id = ${user_id}::INT8 AND p.payment_id = ${payment_id}::INT8`
}
