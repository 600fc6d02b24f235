import { expect, test } from 'vitest'
import { chooseDays } from './chosen-days.ts'

const choose = (query: string) => chooseDays(new URLSearchParams(query))

test('days are taken as they are, one or both', () => {
  expect(choose('start_date=2024-09-01&end_date=2024-09-01')).toEqual({
    start_date: '2024-09-01',
    end_date: '2024-09-01',
    notices: [],
  })
  expect(choose('end_date=2024-02-29')).toEqual({
    start_date: undefined,
    end_date: '2024-02-29',
    notices: [],
  })
})

test('an end before the start is said, and both are left out', () => {
  expect(choose('start_date=2024-10-01&end_date=2024-09-01')).toEqual({
    start_date: undefined,
    end_date: undefined,
    notices: ['To (1 Sep 2024) lies before From (1 Oct 2024). Both are left out.'],
  })
})

test('what is no day is said, and left out', () => {
  expect(choose('start_date=2023-02-29&end_date=2024-09-30')).toEqual({
    start_date: undefined,
    end_date: '2024-09-30',
    notices: ['From: expected a day such as 2024-09-01, got “2023-02-29”. It is left out.'],
  })
})
