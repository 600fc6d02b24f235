import { expect, test } from 'vitest'
import { choosePeriod } from './chosen-period.ts'

const choose = (query: string, until: string | null = '2024-11-30') =>
  choosePeriod(new URLSearchParams(query), until)

test('a period by name ends with the data', () => {
  expect(choose('period=30-days')).toEqual({
    start_date: '2024-11-01',
    end_date: '2024-11-30',
    notices: [],
    period: '30-days',
  })
  expect(choose('period=30-days', null)).toMatchObject({ start_date: undefined, period: '30-days' })
})

test('days win over a name', () => {
  expect(choose('period=30-days&start_date=2024-01-01')).toEqual({
    start_date: '2024-01-01',
    end_date: undefined,
    notices: [],
    period: undefined,
  })
})

test('an unknown name is said, with those there are', () => {
  expect(choose('period=week').notices).toEqual([
    'No period “week”. There is: 30-days, 90-days, 12-months, year-to-date.',
  ])
})
