import { expect, test } from 'vitest'
import { chooseFilters, pathWith } from './chosen-filters.ts'

const options = {
  genres: ['Comedy', 'Drama'],
  content_types: ['Film'],
  plans: ['Basic'],
  months: ['2024-11', '2024-10'],
  data_until: null,
}
const choose = (query: string, today = '2024-12-05') =>
  chooseFilters(new URLSearchParams(query), options, today)

test('without a month it is the latest with data', () => {
  expect(choose('')).toEqual({
    month: '2024-11',
    genre: undefined,
    content_type: undefined,
    plan: undefined,
    notices: [],
  })
})

test('the month that is running, and those to come, are chosen only when they are asked for', () => {
  expect(choose('', '2024-11-30').month).toBe('2024-10')
  expect(choose('month=2024-11', '2024-11-30').month).toBe('2024-11')
  // When there is nothing else, it is better than nothing.
  expect(choose('', '2024-10-01').month).toBe('2024-11')
})

test('values are known in any case', () => {
  expect(choose('genre=drama&month=2024-10')).toMatchObject({ genre: 'Drama', month: '2024-10', notices: [] })
})

test('an unknown value is said, with those that exist, and left out', () => {
  expect(choose('genre=Western&month=2031-01')).toMatchObject({
    genre: undefined,
    month: '2024-11',
    notices: [
      'No month “2031-01”. There is: Nov 2024, Oct 2024.',
      'No genre “Western”. There is: Comedy, Drama.',
    ],
  })
})

test('a path names what is defined and nothing else', () => {
  expect([pathWith('/x', { a: 1, b: undefined, c: '', d: true }), pathWith('/x', {})]).toEqual([
    '/x?a=1&d=true',
    '/x',
  ])
})
