import type { Caller } from '@streaming/trpc-router/server'
import { formatInstant, formatMoney } from '../../display/format.ts'
import { methodFilter, planFilter, statusFilter } from '../choices/filter-choices.ts'
import { userPage } from '../page-paths.ts'
import { fieldInstant, type Resource, submit } from '../resource.ts'

type Payment = Awaited<ReturnType<Caller['payments']['get']>>

const method = {
  name: 'method',
  label: 'Method',
  required: true,
  help: 'Such as PayPal or Credit Card.',
} as const
const date = { name: 'payment_date', label: 'Paid at, UTC', kind: 'instant' } as const

export const payments: Resource<Payment> = {
  path: 'payments',
  api: '/api/payments',
  entity: 'paymenthistory',
  title: 'Payments',
  noun: 'payment',
  searches: 'User or method',
  filters: [statusFilter, methodFilter, planFilter],
  byDay: true,
  columns: [
    { label: 'Paid (UTC)', sort: 'payment_date', value: ({ payment_date }) => formatInstant(payment_date) },
    { label: 'User', sort: 'name', value: ({ name }) => name, to: userPage },
    { label: 'Plan', value: ({ subscription }) => subscription },
    { label: 'Method', sort: 'method', value: (payment) => payment.method },
    { label: 'Status', sort: 'status', value: statusOf },
    { label: 'Amount', sort: 'amount', numeric: true, value: ({ amount }) => formatMoney(amount) },
  ],
  list: (caller, query) => caller.payments.list(query),
  get: (caller, [user_id = '', payment_id = '']) => caller.payments.get({ user_id, payment_id }),
  key: ({ user_id, payment_id }) => [user_id, payment_id],
  label: ({ amount, name, payment_date }) =>
    `${formatMoney(amount)} of ${name}, ${formatInstant(payment_date)}`,
  showsColumns: true,
  create: {
    fields: [
      { name: 'user_id', label: 'User', kind: 'user', required: true },
      { name: 'amount', label: 'Amount, USD', kind: 'number', required: true },
      method,
      {
        name: 'status',
        label: 'Status',
        kind: 'choice',
        required: true,
        value: 'succeeded',
        options: [
          { value: 'succeeded', label: 'Succeeded' },
          { value: 'failed', label: 'Failed' },
        ],
      },
      { ...date, help: 'Now, if left empty.' },
    ],
    run: (caller, input) => submit(caller.payments.create, input),
    idempotent: true,
  },
  forms: [
    {
      intent: 'refund',
      title: 'Refund',
      submit: 'Refund',
      done: 'refunded',
      fields: [
        {
          name: 'amount',
          label: 'Amount, USD',
          kind: 'number',
          help: 'All that is left of the payment, if left empty.',
        },
      ],
      values: () => ({}),
      idempotent: true,
      confirm({ name, amount, refunded_amount }, input) {
        // In whole cents: the difference of two amounts may be a hair off.
        const left = Math.round(amount * 100 - refunded_amount * 100) / 100
        const given = input.amount ?? left
        // What it cannot be, the router says at the field.
        if (typeof given !== 'number' || !(given > 0) || given > left) return undefined
        return {
          question: `Give ${formatMoney(given)} of ${formatMoney(amount)} back to ${name}? It cannot be undone.`,
          submit: `Refund ${formatMoney(given)}`,
        }
      },
      run: (caller, [user_id = '', payment_id = ''], input) =>
        caller.payments.refund({ ...input, user_id, payment_id }),
      unavailable({ status }) {
        if (status === 'failed') return 'The payment failed: nothing was charged.'
        return status === 'refunded' ? 'All of it was given back.' : undefined
      },
    },
    {
      intent: 'update',
      title: 'Correct what was written down',
      submit: 'Save',
      fields: [method, { ...date, required: true }],
      values: (payment) => ({ method: payment.method, payment_date: fieldInstant(payment.payment_date) }),
      changesOnly: true,
      run: (caller, [user_id = '', payment_id = ''], input) =>
        caller.payments.update({ ...input, user_id, payment_id }),
    },
  ],
  remove: {
    verb: 'Delete',
    consequences: async (_caller, { amount, refunded_amount, status }) => ({
      sentences: [
        status === 'failed' || status === 'refunded'
          ? `It ${status === 'failed' ? 'failed' : 'was given back'}, so revenue stays as it is.`
          : `Revenue becomes ${formatMoney(amount - refunded_amount)} less, as if it had never been paid. To give money back, refund it instead.`,
      ],
    }),
    run: (caller, [user_id = '', payment_id = '']) => caller.payments.delete({ user_id, payment_id }),
  },
}

function statusOf({ status, refunded_amount }: Payment): string {
  return status === 'succeeded' && refunded_amount > 0 ? `${formatMoney(refunded_amount)} refunded` : status
}
