import { expect, test } from 'vitest'
import {
  formatCompactMoney,
  formatDay,
  formatExactNumber,
  formatInstant,
  formatLongMonth,
  formatMoney,
  formatMonth,
  formatNumber,
  formatRating,
  formatShare,
  formatShortDay,
  formatShortNumber,
  numberFormat,
} from './format.ts'

test('numbers, money and shares', () => {
  expect([
    formatNumber(1234),
    formatNumber(1_234_567),
    formatMoney(4210),
    formatShare(0.624),
    formatShare(null),
  ]).toEqual(['1,234', '1.2M', '$4,210.00', '62.4%', 'n/a'])
})

test('money at an axis has a decimal only where it says something', () => {
  expect([9_999, 27_011, 27_100, 1_000_000, -27_000].map(formatCompactMoney)).toEqual([
    '$9,999',
    '$27K',
    '$27.1K',
    '$1M',
    '-$27K',
  ])
})

test('numbers that stand below each other are written alike', () => {
  const alike = (values: number[]) => values.map(numberFormat(values))
  expect(alike([116_132.4, 86_000, -940, 5, 0])).toEqual(['116.1K', '86.0K', '-0.9K', '<0.1K', '0.0K'])
  expect(alike([1_214_300, 739_000])).toEqual(['1,214.3K', '739.0K'])
  expect(alike([987_654_321, 1, -1])).toEqual(['987.7M', '<0.1M', '>-0.1M'])
  expect(alike([])).toEqual([])
  expect(alike([99_999, 5])).toEqual(['99,999', '5'])
  expect([86_340, 9_999, 123_456_789].map(formatShortNumber)).toEqual(['86.3K', '9,999', '123.5M'])
  expect([116_132.4, 1].map(formatExactNumber)).toEqual(['116,132.4', '1'])
  expect([8, 6.5].map(formatRating)).toEqual(['8.0', '6.5'])
})

test('months and days in UTC, whatever the zone of the machine', () => {
  expect([
    formatMonth('2024-01'),
    formatMonth('2024-09'),
    formatLongMonth('2024-09'),
    formatDay('2024-09-01'),
    formatShortDay('2024-12-31'),
    formatInstant('2024-09-12T23:59:29.000Z'),
  ]).toEqual(['Jan 2024', 'Sep 2024', 'September 2024', '1 Sep 2024', '31 Dec', '12 Sep 2024, 23:59'])
})
