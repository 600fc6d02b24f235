import { addPaymentDeltas, came, type Prisma, went } from '@streaming/db'
import { z } from 'zod'
import { happened, idempotencyKey, paymentMethod, searchText } from '../../procedure/fields/fields.ts'
import { period, plan } from '../../procedure/fields/filters.ts'
import { money } from '../../procedure/fields/number-fields.ts'
import { Id, optionalParameters, parameters } from '../../procedure/fields/schemas.ts'
import { page, pageOf, pageParameters } from '../../procedure/list/page.ts'
import { periodFilter } from '../../procedure/list/period-filter.ts'
import { sortColumns } from '../../procedure/list/sort-column.ts'
import { containsInAnyCase, equalsInAnyCase, onPlan } from '../../procedure/list/text-filter.ts'
import { changeable, patch } from '../../procedure/patch.ts'
import { procedure, router } from '../../procedure/trpc.ts'
import { resolveReference } from '../references.ts'
import { write } from '../write.ts'
import {
  asRows,
  changeOf,
  example,
  findPayment,
  keyOf,
  Payment,
  PaymentStatus,
  paymentColumns,
  paymentKey,
  paymentOf,
  paymentPath,
} from './payment-row.ts'
import { refundPayment } from './refund-payment.ts'
import { updatePayment } from './update-payment.ts'

/** Payments: one is for the plan that its user was on when it was recorded, and stays so. */

const by = sortColumns<Prisma.PaymentWhereInput, Prisma.PaymentOrderByWithRelationInput>()
const listing = {
  sorts: {
    payment_date: by.instant(<T>(is: T) => ({ payment_date: is })),
    amount: by.decimal(<T>(is: T) => ({ amount: is })),
    name: by.text(<T>(is: T) => ({ user: { name: is } })),
    method: by.text(<T>(is: T) => ({ method: is })),
    status: by.text(<T>(is: T) => ({ status: is })),
  },
  key: {
    user_id: by.id(<T>(is: T) => ({ user_id: is })),
    payment_id: by.id(<T>(is: T) => ({ payment_id: is })),
  },
}

const own = { method: 'GET', tag: 'Operations', access: 'own' } as const
const administration = { tag: 'Operations', access: 'administration' } as const

export const payments = router({
  list: procedure
    .meta({
      ...own,
      path: '/api/payments',
      summary: 'Payments',
      description:
        'Payments, newest first or as sort says, also failed ones: those whose method or user’s name contains the search text.',
      csv: true,
    })
    .input(
      optionalParameters({
        search: searchText('part of a method or name'),
        user_id: Id.optional(),
        status: PaymentStatus.optional(),
        method: paymentMethod.optional().meta({ description: 'Only payments by this method, in any case.' }),
        plan: plan.describe('Only payments for this plan.'),
        ...period,
        ...pageParameters(['payment_date', 'amount', 'name', 'method', 'status'], 'desc'),
      }),
    )
    .output(pageOf(Payment, example))
    .query(({ ctx, input }) =>
      page(
        listing,
        input,
        [
          matching(input.search),
          input.user_id === undefined ? undefined : { user_id: BigInt(input.user_id) },
          input.status === undefined ? undefined : { status: input.status },
          input.method === undefined ? undefined : { method: equalsInAnyCase(input.method) },
          onPlan(input.plan),
          { payment_date: periodFilter(input) },
        ],
        async (query) =>
          (await ctx.database.prisma.payment.findMany({ ...query, select: paymentColumns })).map(paymentOf),
      ),
    ),
  get: procedure
    .meta({
      ...own,
      path: paymentPath,
      summary: 'One payment',
      description: 'The payment with this id, of this user.',
    })
    .input(parameters(paymentKey))
    .output(Payment)
    .query(({ ctx, input }) => findPayment(ctx.database, input)),
  create: procedure
    .meta({
      ...administration,
      method: 'POST',
      status: 201,
      path: '/api/payments',
      summary: 'Record a payment',
      description:
        'Records a charge for the plan that the user is on. With an idempotency key it can be sent again without charging twice, whatever became of the answer.',
    })
    .input(
      parameters({
        user_id: Id,
        amount: money,
        method: paymentMethod,
        status: z.enum(['succeeded', 'failed'], 'expected succeeded or failed').default('succeeded'),
        payment_date: happened.optional().meta({ description: 'ISO 8601 with a zone; now, if left out.' }),
        idempotency_key: idempotencyKey,
      }),
    )
    .output(Payment)
    .mutation(({ ctx, input: { idempotency_key, ...request } }) =>
      write(
        ctx,
        'payments.create',
        async (transaction) => {
          const subscription_id = await resolveReference(transaction, { user_id: request.user_id })
          const payment = await transaction.prisma.payment.create({
            data: {
              ...request,
              user_id: BigInt(request.user_id),
              subscription_id,
              payment_date: request.payment_date ?? new Date(),
            },
            select: paymentColumns,
          })
          const after = paymentOf(payment)
          await addPaymentDeltas(transaction.query, came(asRows(after)))
          return changeOf(null, after)
        },
        { idempotency_key, request },
      ),
    ),
  update: procedure
    .meta({
      ...administration,
      method: 'PATCH',
      path: paymentPath,
      summary: 'Correct a payment',
      description:
        'Changes method or instant of a payment. Its amount never changes: money goes back by a refund.',
    })
    .input(patch(paymentKey, { method: changeable(paymentMethod), payment_date: changeable(happened) }))
    .output(Payment)
    .mutation(({ ctx, input: { user_id, payment_id, ...changes } }) =>
      write(ctx, 'payments.update', async (transaction) => {
        const before = await findPayment(transaction, { user_id, payment_id })
        return changeOf(before, await updatePayment(transaction, before, changes))
      }),
    ),
  refund: refundPayment,
  delete: procedure
    .meta({
      ...administration,
      method: 'DELETE',
      path: paymentPath,
      summary: 'Delete a payment',
      description: 'Deletes a payment that should not be in the books, and answers what it was.',
    })
    .input(parameters(paymentKey))
    .output(Payment)
    .mutation(({ ctx, input: key }) =>
      write(ctx, 'payments.delete', async (transaction) => {
        const before = await findPayment(transaction, key)
        await transaction.prisma.payment.delete({ where: keyOf(key), select: { payment_id: true } })
        await addPaymentDeltas(transaction.query, went(asRows(before)))
        return { ...changeOf(before, before), after: null }
      }),
    ),
})

function matching(text: string | undefined): Prisma.PaymentWhereInput | undefined {
  if (!text) return undefined
  const part = containsInAnyCase(text)
  return { OR: [{ method: part }, { user: { name: part } }] }
}
