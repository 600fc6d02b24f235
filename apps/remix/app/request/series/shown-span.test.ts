import { expect, test } from 'vitest'
import { shownSpan } from './shown-span.ts'

const months = (year: number) =>
  Array.from({ length: 12 }, (_, month) => `${year}-${String(month + 1).padStart(2, '0')}-01`)

test('a series that fits is shown whole', () => {
  const dates = [...months(2023), ...months(2024)]
  expect(shownSpan(dates, 'month')).toEqual({ from: '2023-01-01', to: '2024-12-01', outside: [] })
  expect(shownSpan([], 'day')).toBeUndefined()
})

test('odd rows far before and after are named, and take nothing away', () => {
  const dates = ['1970-01-01', ...months(2023), ...months(2024), '2999-01-01']
  expect(shownSpan(dates, 'month')).toEqual({
    from: '2023-01-01',
    to: '2024-12-01',
    outside: ['1970-01-01', '2999-01-01'],
  })
})

test('of two spans of the same size the latest is shown', () => {
  expect(shownSpan(['1980-01-01', '2024-09-01'], 'day')).toEqual({
    from: '2024-09-01',
    to: '2024-09-01',
    outside: ['1980-01-01'],
  })
})
