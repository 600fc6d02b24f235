import { expect, test } from 'vitest'
import { pairedBuckets } from './paired-buckets.ts'

const months = (...buckets: string[]) => buckets.map((month) => `${month}-01`)
const days = (from: number, count: number) =>
  Array.from({ length: count }, (_, at) => `2024-02-${String(from + at).padStart(2, '0')}`)

test('three whole months stand beside the three before, not beside the one day that begins them', () => {
  const shown = months('2024-07', '2024-08', '2024-09')
  const now = { start_date: '2024-07-01', end_date: '2024-09-30' }
  const then = { start_date: '2024-03-31', end_date: '2024-06-30' }
  expect(shown.map(pairedBuckets(shown, now, then, 'month'))).toEqual(months('2024-04', '2024-05', '2024-06'))
})

test('ninety days to a month’s end stand beside the ninety before from their beginning, not beside two days of August', () => {
  const shown = months('2026-08', '2026-09', '2026-10')
  const now = { start_date: '2026-08-03', end_date: '2026-10-31' }
  const then = { start_date: '2026-05-05', end_date: '2026-08-02' }
  expect(shown.map(pairedBuckets(shown, now, then, 'month'))).toEqual(months('2026-05', '2026-06', '2026-07'))
})

test('days stand beside days, across gaps too; the day before the other period stands beside none of it', () => {
  const now = { start_date: '2024-02-04', end_date: '2024-02-06' }
  const then = { start_date: '2024-02-01', end_date: '2024-02-03' }
  const shown = days(4, 3)
  expect(shown.map(pairedBuckets(shown, now, then, 'day'))).toEqual(days(1, 3))
  expect(['2024-02-06'].map(pairedBuckets(['2024-02-06'], now, then, 'day'))).toEqual(['2024-02-03'])
})

test('a year stands beside the year before, week by week, whatever weekdays they begin on', () => {
  const now = { start_date: '2024-01-01', end_date: '2024-12-31' }
  const then = { start_date: '2023-01-01', end_date: '2023-12-31' }
  // 2023 begins with a Sunday, whose week has one day of it; 2024 ends with a Tuesday, whose week has two.
  const shown = ['2024-01-01', '2024-01-08', '2024-12-30']
  expect(shown.map(pairedBuckets(shown, now, then, 'week'))).toEqual([
    '2023-01-02',
    '2023-01-09',
    '2024-01-01',
  ])
})
