import { expect, test } from 'vitest'
import { payments } from './payments.ts'

const payment = {
  user_id: '1',
  payment_id: '1',
  name: 'Mara Keller',
  subscription_id: '2',
  subscription: 'Premium',
  amount: 19.99,
  refunded_amount: 4,
  method: 'PayPal',
  status: 'succeeded',
  payment_date: '2024-09-01T10:00:00.000Z',
} as const
const refund = payments.forms.find(({ intent }) => intent === 'refund')
const asked = (amount?: number) => refund?.confirm?.(payment, amount === undefined ? {} : { amount })?.submit

test('a refund asks, with its amount: a part, all that is left, and all when nothing is typed', () => {
  // 19.99 − 4 is 15.989999999999998 to a computer.
  expect([asked(5.5), asked(15.99), asked()]).toEqual(['Refund $5.50', 'Refund $15.99', 'Refund $15.99'])
})

test('what cannot be refunded is not asked for: the router says why', () => {
  expect([asked(16), asked(0), asked(-1)]).toEqual([undefined, undefined, undefined])
})
