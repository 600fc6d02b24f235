import { expect, test } from 'vitest'
import { paidByMonth } from './paid-by-month.ts'

test('payments stand in their month, in whole cents, and months without one between are 0', () => {
  expect(
    paidByMonth([
      { payment_date: '2025-02-03T00:00:00.000Z', amount: 0.1 },
      { payment_date: '2025-02-28T23:59:59.999Z', amount: 0.2 },
      { payment_date: '2024-11-30T23:59:59.999Z', amount: 14.99 },
    ]),
  ).toEqual([
    { month: '2024-11', amount: 14.99 },
    { month: '2024-12', amount: 0 },
    { month: '2025-01', amount: 0 },
    { month: '2025-02', amount: 0.3 },
  ])
})

test('no payment has no month', () => {
  expect(paidByMonth([])).toEqual([])
})
