import { expect, test } from 'vitest'
import { comparisonOf, dataSpan, daysOfPeriod } from './periods.ts'

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

const data = { first: '2024-01-01', last: '2024-06-30' }

test('a period is compared with the days before it, an open one begins and ends with the data', () => {
  expect(comparisonOf({ start_date: '2024-06-01', end_date: '2024-06-30' }, 'previous', data)).toEqual({
    by: 'previous',
    now: { start_date: '2024-06-01', end_date: '2024-06-30' },
    before: { start_date: '2024-05-02', end_date: '2024-05-31' },
  })
  // Of all data there is no time before.
  expect(comparisonOf({}, 'previous', data)).toBeUndefined()
  expect(comparisonOf({ start_date: '2024-04-01' }, 'previous', data)?.now.end_date).toBe('2024-06-30')
})

test('nothing is compared where nothing is asked for, there are no data, or none of the time before', () => {
  const june = { start_date: '2024-06-01', end_date: '2024-06-30' }
  expect(comparisonOf(june, 'none', data)).toBeUndefined()
  expect(comparisonOf(june, 'year_before', data)).toBeUndefined()
  expect(comparisonOf({}, 'previous', dataSpan({ months: [], data_until: null }))).toBeUndefined()
  expect(dataSpan({ months: ['2024-06', '2024-01'], data_until: '2024-06-30' })).toEqual(data)
})
