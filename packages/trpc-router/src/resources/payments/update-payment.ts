import { addPaymentDeltas, came, type Prisma, type Transaction, went } from '@streaming/db'
import { asRows, keyOf, type Payment, paymentColumns, paymentOf } from './payment-row.ts'

/** Changes a payment, and what rollups sum of it. @param before as it is in this transaction */
export async function updatePayment(
  { prisma, query }: Transaction,
  before: Payment,
  data: Prisma.PaymentUncheckedUpdateInput,
): Promise<Payment> {
  const after = paymentOf(await prisma.payment.update({ where: keyOf(before), data, select: paymentColumns }))
  await addPaymentDeltas(query, went(asRows(before)), came(asRows(after)))
  return after
}
