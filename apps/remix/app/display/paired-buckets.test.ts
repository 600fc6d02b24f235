import { expect, test } from 'vitest'
import { pairedBuckets } from './paired-buckets.ts'

const months = (...buckets: string[]) => buckets.map((month) => `${month}-01`)

test('three whole months stand beside the three before, not beside the one day that begins them', () => {
  const now = {
    buckets: months('2024-07', '2024-08', '2024-09'),
    days: { start_date: '2024-07-01', end_date: '2024-09-30' },
  }
  const then = {
    buckets: months('2024-03', '2024-04', '2024-05', '2024-06'),
    days: { start_date: '2024-03-31', end_date: '2024-06-30' },
  }
  const pair = pairedBuckets(now, then, 'month')
  expect([0, 1, 2].map((at) => then.buckets[pair(at) ?? -1])).toEqual(months('2024-04', '2024-05', '2024-06'))
})

test('ninety days to a month’s end stand beside the ninety before from their beginning, not beside two days of August', () => {
  const now = {
    buckets: months('2026-08', '2026-09', '2026-10'),
    days: { start_date: '2026-08-03', end_date: '2026-10-31' },
  }
  const then = {
    buckets: months('2026-05', '2026-06', '2026-07', '2026-08'),
    days: { start_date: '2026-05-05', end_date: '2026-08-02' },
  }
  const pair = pairedBuckets(now, then, 'month')
  expect([0, 1, 2].map((at) => then.buckets[pair(at) ?? -1])).toEqual(months('2026-05', '2026-06', '2026-07'))
})

test('days stand beside days; a bucket more than the other period has stands alone', () => {
  const days = (from: number, count: number) =>
    Array.from({ length: count }, (_, at) => `2024-02-${String(from + at).padStart(2, '0')}`)
  const now = { buckets: days(4, 3), days: { start_date: '2024-02-04', end_date: '2024-02-06' } }
  const then = { buckets: days(1, 3), days: { start_date: '2024-02-01', end_date: '2024-02-03' } }
  expect([0, 1, 2].map(pairedBuckets(now, then, 'day'))).toEqual([0, 1, 2])
  // Data that begin within the other period: its last two days are all there is.
  expect([0, 1, 2].map(pairedBuckets(now, { ...then, buckets: days(2, 2) }, 'day'))).toEqual([
    undefined,
    0,
    1,
  ])
})
