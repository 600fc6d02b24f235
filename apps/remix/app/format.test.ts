import { expect, test } from 'vitest'
import {
  formatDay,
  formatInstant,
  formatLongMonth,
  formatMoney,
  formatMonth,
  formatNumber,
  formatShare,
  formatShortDay,
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
