import { expect, test } from 'vitest'
import { comparedPeriod } from './compared-period.ts'

const of = (start_date: string, end_date: string) => ({ start_date, end_date })

test('the period before has as many days and ends on the day before', () => {
  expect(comparedPeriod(of('2024-03-01', '2024-03-31'), 'previous')).toEqual(of('2024-01-30', '2024-02-29'))
  expect(comparedPeriod(of('2024-03-01', '2024-03-01'), 'previous')).toEqual(of('2024-02-29', '2024-02-29'))
})

test('a year before are the same days; a leap day is the 28th', () => {
  expect(comparedPeriod(of('2024-02-29', '2024-03-31'), 'year_before')).toEqual(
    of('2023-02-28', '2023-03-31'),
  )
})

test('nothing lies before the calendar', () => {
  expect(comparedPeriod(of('0001-01-01', '0001-01-31'), 'previous')).toBeUndefined()
  expect(comparedPeriod(of('0001-01-01', '0001-01-31'), 'year_before')).toBeUndefined()
})
