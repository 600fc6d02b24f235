import { expect, test } from 'vitest'
import { daysOf } from './days-of.ts'

test('a month leads to its days, leap years too, a week to its seven, a day nowhere', () => {
  expect(daysOf('/revenue', '2024-02-01', 'month', {})).toBe(
    '/revenue?granularity=day&start_date=2024-02-01&end_date=2024-02-29',
  )
  expect(daysOf('/revenue', '2024-12-30', 'week', { plan: 'Basic' })).toBe(
    '/revenue?granularity=day&start_date=2024-12-30&end_date=2025-01-05&plan=Basic',
  )
  expect(daysOf('/revenue', '2024-12-30', 'day', {})).toBeUndefined()
})
