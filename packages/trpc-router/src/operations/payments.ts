import { Prisma } from '@streaming/db'
import { z } from 'zod'
import { within } from '../analytics/where.ts'
import { answering } from '../answering.ts'
import { idempotencyKey, instant, line, money, searchText } from '../fields.ts'
import { period } from '../filters.ts'
import { contains, page, pageOf, pageParameters } from '../page.ts'
import { Id, Instant, Money, optionalParameters, parameters } from '../schemas.ts'
import { procedure, router } from '../trpc.ts'
import {
  correctPayment,
  deletePayment,
  findPayment,
  PaymentRow,
  PaymentStatus,
  paymentColumns,
  paymentTables,
  recordPayment,
  refundPayment,
} from '../writes/payments.ts'
import { changeable, patch } from './patch.ts'

const example = {
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

const tag = 'Operations' as const
const key = { user_id: Id, payment_id: Id }
const path = '/api/users/{user_id}/payments/{payment_id}'
const method = line('a payment method', 'PayPal', 100)
const listing = {
  select: Prisma.sql`SELECT ${paymentColumns} FROM ${paymentTables}`,
  row: PaymentRow,
  sorts: {
    payment_date: { sql: Prisma.sql`p.payment_date`, type: 'TIMESTAMPTZ' },
    amount: { sql: Prisma.sql`p.amount`, type: 'DECIMAL' },
    name: { sql: Prisma.sql`u.name`, type: 'TEXT' },
    method: { sql: Prisma.sql`p.method`, type: 'TEXT' },
    status: { sql: Prisma.sql`p.status`, type: 'TEXT' },
  },
  key: {
    user_id: { sql: Prisma.sql`p.user_id`, type: 'INT8' },
    payment_id: { sql: Prisma.sql`p.payment_id`, type: 'INT8' },
  },
} as const

export const payments = router({
  list: procedure
    .meta({
      method: 'GET',
      path: '/api/payments',
      summary: 'Payments',
      description:
        'Payments, newest first or as sort says, also failed ones: those whose method or user’s name contains the search text.',
      tag,
      access: 'own',
    })
    .input(
      optionalParameters({
        search: searchText('part of a method or name'),
        user_id: Id.optional(),
        status: PaymentStatus.optional(),
        ...period,
        ...pageParameters(['payment_date', 'amount', 'name', 'method', 'status'], 'desc'),
      }),
    )
    .query(
      answering(pageOf(Payment, example), ({ ctx, input }) =>
        page(ctx.database.query, listing, input, [
          contains([Prisma.sql`p.method`, Prisma.sql`u.name`], input.search),
          input.user_id === undefined ? undefined : Prisma.sql`p.user_id = ${input.user_id}::INT8`,
          input.status === undefined ? undefined : Prisma.sql`p.status = ${input.status}`,
          within(input, 'p.payment_date'),
        ]),
      ),
    ),
  get: procedure
    .meta({
      method: 'GET',
      path,
      summary: 'One payment',
      description: 'The payment with this id, of this user.',
      tag,
      access: 'own',
    })
    .input(parameters(key))
    .query(answering(Payment, ({ ctx, input }) => findPayment(ctx.database.query, input))),
  create: procedure
    .meta({
      method: 'POST',
      status: 201,
      path: '/api/payments',
      summary: 'Record a payment',
      description:
        'Records a charge for the plan that the user is on. With an idempotency key it can be sent again without charging twice, whatever became of the answer.',
      tag,
      access: 'administration',
    })
    .input(
      parameters({
        user_id: Id,
        amount: money,
        method,
        status: z.enum(['succeeded', 'failed'], 'expected succeeded or failed').default('succeeded'),
        payment_date: instant.optional().meta({ description: 'ISO 8601 with a zone; now, if left out.' }),
        idempotency_key: idempotencyKey,
      }),
    )
    .output(Payment)
    .mutation(({ ctx, input: { idempotency_key, ...request } }) =>
      recordPayment(ctx, request, { idempotency_key, request }),
    ),
  update: procedure
    .meta({
      method: 'PATCH',
      path,
      summary: 'Correct a payment',
      description:
        'Changes method or instant of a payment. Its amount never changes: money goes back by a refund.',
      tag,
      access: 'administration',
    })
    .input(patch(key, { method: changeable(method), payment_date: changeable(instant) }))
    .output(Payment)
    .mutation(({ ctx, input: { user_id, payment_id, ...changes } }) =>
      correctPayment(ctx, { user_id, payment_id }, changes),
    ),
  refund: procedure
    .meta({
      method: 'POST',
      path: `${path}/refund`,
      summary: 'Refund a payment',
      description:
        'Gives back a part of a payment or, without amount, all that is left of it. Never more than was charged; an idempotency key keeps a repeated request from giving back twice.',
      tag,
      access: 'administration',
    })
    .input(
      parameters({
        ...key,
        amount: money.refine((amount) => amount > 0, 'expected an amount above 0').optional(),
        idempotency_key: idempotencyKey,
      }),
    )
    .output(Payment)
    .mutation(({ ctx, input: { idempotency_key, ...request } }) => {
      const { amount, ...payment } = request
      return refundPayment(ctx, payment, amount, { idempotency_key, request })
    }),
  delete: procedure
    .meta({
      method: 'DELETE',
      path,
      summary: 'Delete a payment',
      description: 'Deletes a payment that should not be in the books, and answers what it was.',
      tag,
      access: 'administration',
    })
    .input(parameters(key))
    .output(Payment)
    .mutation(({ ctx, input }) => deletePayment(ctx, input)),
})
