import { expect, test } from 'vitest'
import { billingDayWeight } from './billing-days.ts'

test.each([
  ['2024-03-28', 1],
  ['2023-02-28', 1 + 11.2425 / 12 + 11 / 12 + 7 / 12],
  ['2024-02-28', 1],
  ['2024-02-29', 11.2425 / 12 + 11 / 12 + 7 / 12],
  ['2024-04-30', 11 / 12 + 7 / 12],
  ['2024-05-30', 11 / 12],
  ['2024-05-31', 7 / 12],
])('on %s as many are charged as on %f ordinary days', (date, weight) => {
  expect(billingDayWeight(date)).toBeCloseTo(weight, 12)
})

test('over four hundred years a day is an ordinary one', () => {
  let [sum, days] = [0, 0]
  for (let at = Date.UTC(1600, 0, 1); at < Date.UTC(2000, 0, 1); at += 86_400_000) {
    sum += billingDayWeight(new Date(at).toISOString().slice(0, 10))
    days++
  }
  // Each of twelve months charges 31 kinds of customers, fewer of those who began on a day that not all months have: 30.4369 in all.
  expect(sum / days).toBeCloseTo((28 + 11.2425 / 12 + 11 / 12 + 7 / 12) / (days / 4_800), 10)
})
