import { expect, test } from 'vitest'
import { daysOfPeriod } from './periods.ts'

test('a period has as many days as its name says, with the last', () => {
  expect(daysOfPeriod('30-days', '2024-03-01')).toEqual({ start_date: '2024-02-01', end_date: '2024-03-01' })
  expect(daysOfPeriod('90-days', '2024-03-30').start_date).toBe('2024-01-01')
  expect(daysOfPeriod('year-to-date', '2024-03-30').start_date).toBe('2024-01-01')
})

test('twelve months are a year without its first day, in leap years, too', () => {
  expect(daysOfPeriod('12-months', '2024-10-31').start_date).toBe('2023-11-01')
  expect(daysOfPeriod('12-months', '2024-02-29').start_date).toBe('2023-03-01')
  expect(daysOfPeriod('12-months', '2025-02-28').start_date).toBe('2024-02-29')
})
