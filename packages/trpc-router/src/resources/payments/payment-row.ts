import { Prisma, type Transaction } from '@streaming/db'
import { z } from 'zod'
import { notFound } from '../../procedure/errors.ts'
import { Id, Instant, Money } from '../../procedure/fields/schemas.ts'

export const example = {
  user_id: '1',
  payment_id: '1',
  name: 'Mara Keller',
  subscription_id: '2',
  subscription: 'Premium',
  amount: 14.99,
  refunded_amount: 0,
  status: 'succeeded' as const,
  method: 'PayPal',
  payment_date: '2024-09-01T10:00:00.000Z',
}

export const PaymentStatus = z.enum(
  ['succeeded', 'failed', 'refunded'],
  'expected succeeded, failed or refunded',
)

export const Payment = z
  .object({
    user_id: Id,
    payment_id: Id,
    name: z.string().meta({ description: 'Of the user.' }),
    subscription_id: Id.meta({ description: 'The plan that was paid for.' }),
    subscription: z.string().meta({ description: 'Its name.' }),
    amount: Money,
    refunded_amount: Money,
    status: PaymentStatus.meta({
      description:
        'failed: nothing was charged. refunded: all of it was given back; a part of it leaves it succeeded.',
    }),
    method: z.string(),
    payment_date: Instant,
  })
  .meta({ example })
export type Payment = z.output<typeof Payment>

/** One payment is addressed under its user, as it is keyed. */
export const paymentPath = '/api/users/{user_id}/payments/{payment_id}'
export const paymentKey = { user_id: Id, payment_id: Id }

export interface PaymentKey {
  user_id: string
  payment_id: string
}

/** The columns of that answer. */
export const paymentColumns = {
  user_id: true,
  payment_id: true,
  subscription_id: true,
  amount: true,
  refunded_amount: true,
  status: true,
  method: true,
  payment_date: true,
  user: { select: { name: true } },
  plan: { select: { name: true } },
} as const satisfies Prisma.PaymentSelect

type PaymentRow = Prisma.PaymentGetPayload<{ select: typeof paymentColumns }>

export function paymentOf({ user, plan, ...payment }: PaymentRow): Payment {
  return {
    user_id: String(payment.user_id),
    payment_id: String(payment.payment_id),
    name: user.name,
    subscription_id: String(payment.subscription_id),
    subscription: plan.name,
    amount: payment.amount.toNumber(),
    refunded_amount: payment.refunded_amount.toNumber(),
    status: PaymentStatus.parse(payment.status),
    method: payment.method,
    payment_date: payment.payment_date.toISOString(),
  }
}

/** The payment as rows that deltas count. */
export function asRows(payment: Payment): Prisma.Sql {
  return Prisma.sql`(SELECT ${payment.payment_id}::INT8 AS payment_id, ${payment.user_id}::INT8 AS user_id,
    ${payment.subscription_id}::INT8 AS subscription_id, ${String(payment.amount)}::DECIMAL(10, 2) AS amount,
    ${String(payment.refunded_amount)}::DECIMAL(10, 2) AS refunded_amount, ${payment.status}::TEXT AS status,
    ${payment.method}::TEXT AS method, ${payment.payment_date}::TIMESTAMPTZ(3) AS payment_date)`
}

/** Its key, as Prisma Client takes it. */
export function keyOf({ user_id, payment_id }: PaymentKey) {
  return { user_id_payment_id: { user_id: BigInt(user_id), payment_id: BigInt(payment_id) } }
}

/** @throws TRPCError NOT_FOUND */
export async function findPayment(
  { prisma }: Pick<Transaction, 'prisma'>,
  key: PaymentKey,
): Promise<Payment> {
  const payment = await prisma.payment.findUnique({ where: keyOf(key), select: paymentColumns })
  if (payment === null) throw notFound(`payment ${key.payment_id} of user ${key.user_id}`)
  return paymentOf(payment)
}

/** What a write of one payment did. */
export function changeOf(before: Payment | null, after: Payment) {
  const entity_id = `${after.user_id}/${after.payment_id}`
  return { answer: after, entity: 'paymenthistory', entity_id, before, after }
}
