import { expect, test } from 'vitest'
import { bucketOf, countBuckets, fillBuckets, wholeMonths } from './buckets.ts'

test('weeks start on Monday, also across a year', () => {
  expect(
    ['2024-09-02', '2024-09-08', '2024-09-09', '2025-01-01'].map((day) => bucketOf(day, 'week')),
  ).toEqual(['2024-09-02', '2024-09-02', '2024-09-09', '2024-12-30'])
})

const fill = (
  from: string,
  to: string,
  granularity: 'day' | 'week' | 'month',
  rows: { at: string; n: number }[] = [],
) =>
  fillBuckets(
    rows,
    ({ at }) => at,
    { from, to, granularity },
    (at) => ({ at, n: 0 }),
  )

test('every day of a range is there, also 29 February', () => {
  expect(fill('2024-02-28', '2024-03-01', 'day', [{ at: '2024-02-29', n: 5 }])).toEqual([
    { at: '2024-02-28', n: 0 },
    { at: '2024-02-29', n: 5 },
    { at: '2024-03-01', n: 0 },
  ])
})

test('months follow one another whatever their length', () => {
  expect(fill('2024-12-31', '2025-03-01', 'month').map(({ at }) => at)).toEqual([
    '2024-12-01',
    '2025-01-01',
    '2025-02-01',
    '2025-03-01',
  ])
})

test('a range within one week is one bucket', () => {
  expect(fill('2024-09-04', '2024-09-05', 'week')).toEqual([{ at: '2024-09-02', n: 0 }])
})

test('buckets are counted before they are made', () => {
  expect(countBuckets('2024-01-01', '2024-12-31', 'day')).toBe(366)
  expect(countBuckets('2024-09-02', '2024-09-15', 'week')).toBe(2)
  expect(countBuckets('2024-09-08', '2024-09-09', 'week')).toBe(2)
  expect(countBuckets('2023-12-31', '2024-02-01', 'month')).toBe(3)
  expect(countBuckets('0001-01-01', '9999-12-31', 'month')).toBe(9_999 * 12)
})

test.each(['day', 'week', 'month'] as const)('the calendar ends with the year 9999, by %s', (granularity) => {
  expect(fill('9999-12-30', '9999-12-31', granularity).length).toBeLessThanOrEqual(2)
})

test.each([
  [{}, {}],
  [{ start_date: '2024-02-10' }, { from: '2024-03-01' }],
  [{ start_date: '2024-02-01' }, { from: '2024-02-01' }],
  [{ end_date: '2024-02-29' }, { to: '2024-03-01' }],
  [{ end_date: '2024-02-28' }, { to: '2024-02-01' }],
  [
    { start_date: '2023-12-31', end_date: '2024-02-10' },
    { from: '2024-01-01', to: '2024-02-01' },
  ],
  [{ start_date: '2024-02-02', end_date: '2024-03-30' }, undefined],
  [{ start_date: '2024-02-01', end_date: '2024-02-28' }, undefined],
  [{ start_date: '2024-01-31', end_date: '9999-12-31' }, { from: '2024-02-01' }],
  [{ start_date: '9999-12-02' }, undefined],
])('the whole months of %j are %j', (period, expected) => expect(wholeMonths(period)).toEqual(expected))
