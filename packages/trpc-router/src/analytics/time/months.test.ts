import { expect, test } from 'vitest'
import { addMonths, parseMonth } from './months.ts'

test.each([
  ['Aug', { month: 8, year: undefined }],
  ['august', { month: 8, year: undefined }],
  ['8', { month: 8, year: undefined }],
  ['08', { month: 8, year: undefined }],
  ['2024-08', { month: 8, year: 2024 }],
  ['Sept', { month: 9, year: undefined }],
  ['MAY', { month: 5, year: undefined }],
])('%s is understood', (text, expected) => expect(parseMonth(text)).toEqual(expected))

test.each([
  '',
  'Augu',
  '0',
  '13',
  '2024-13',
  '2024-00',
  '0000-08',
  '2024-8',
  '2024',
  'au',
  '-8',
  '8.5',
  'Foo',
])('"%s" is not', (text) => expect(parseMonth(text)).toBeUndefined())

test('months are added across years, both ways', () => {
  expect([addMonths('2024-11', 2), addMonths('2024-02', -2), addMonths('2024-06', 0)]).toEqual([
    '2025-01',
    '2023-12',
    '2024-06',
  ])
})
