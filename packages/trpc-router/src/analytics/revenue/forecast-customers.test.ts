import { expect, test } from 'vitest'
import { addMonths } from '../time/months.ts'
import { type CohortMonth, forecastCustomers, forecastWithBacktest } from './forecast-customers.ts'

/** Cohorts of a size, of which a share stays each month, for so many months from January 2023 on; each pays 10. */
function cohorts(months: number, size: number, stays: number): CohortMonth[] {
  return Array.from({ length: months }, (_, from) =>
    Array.from({ length: months - from }, (_, age) => ({
      cohort: addMonths('2023-01', from),
      month: addMonths('2023-01', from + age),
      customers: size * stays ** age,
      mrr: 10 * size * stays ** age,
    })),
  ).flat()
}

test('where cohorts always lose half, the forecast is that, to the customer', () => {
  // 100 come each month, half of all stay: c(n + 1) = 100 + c(n) ÷ 2. After 8 months c = 200 × (1 − 2^−8) = 199.21875.
  const [first, second] = forecastCustomers(cohorts(8, 100, 0.5), '2023-08', 2) ?? []
  expect(first?.customers).toBeCloseTo(199.609375, 9)
  expect(second?.customers).toBeCloseTo(199.8046875, 9)
  expect(second?.mrr).toBeCloseTo(1998.046875, 8)
})

test('customers of the first month of the data are not taken for new ones', () => {
  const rows = cohorts(8, 100, 0.5).map((row) =>
    row.cohort === '2023-01' ? { ...row, customers: row.customers * 50, mrr: row.mrr * 50 } : row,
  )
  // 4,900 more came first, of whom half leave each month: 4,900 ÷ 2^4 + 200 × (1 − 2^−5) are there in May, 100 of them new.
  const [next] = forecastCustomers(rows, '2023-05', 1) ?? []
  expect(next?.customers).toBeCloseTo((4_900 / 16 + 193.75) / 2 + 100, 9)
})

test('later months are not looked at', () => {
  const rows = cohorts(20, 100, 0.5)
  const until = rows.filter(({ month }) => month <= '2023-08')
  expect(forecastCustomers(rows, '2023-08', 6)).toEqual(forecastCustomers(until, '2023-08', 6))
})

test('a method that is always right has an error of 0 and an interval of its own width', () => {
  const [row] = forecastWithBacktest(cohorts(12, 100, 0.5), '2023-12', 3)
  // From June to November: six months from which one month ahead can be compared.
  expect(row).toMatchObject({ months_ahead: 1, backtests: 6 })
  expect(row?.customers_error).toBeCloseTo(0, 9)
  expect(row?.customers_low).toBeCloseTo(row?.customers_high ?? 0, 6)
})

test('an error of the past widens the interval', () => {
  // In the last month twice as many came as ever before: all three forecasts of it were too low.
  const rows = cohorts(9, 100, 0.5).map((row) =>
    row.cohort === '2023-09' ? { ...row, customers: 200, mrr: 2000 } : row,
  )
  const [first, second, third, fourth] = forecastWithBacktest(rows, '2023-09', 4)
  expect(first?.backtests).toBe(3)
  // c(9) = 200 × (1 − 2^−9) + 100 = 299.609375; forecast from August 199.609375: off by −100 ÷ 299.609375; the others by nothing.
  expect(first?.customers_error).toBeCloseTo(100 / 299.609375 / 3, 9)
  expect(first?.customers_low).toBeLessThan(first?.customers ?? 0)
  expect(second?.backtests).toBe(2)
  expect(second?.customers_low).toBeNull()
  expect(third?.backtests).toBe(1)
  expect(fourth).toMatchObject({ backtests: 0, customers_error: null, customers_high: null })
})

test('where nobody pays in the last month there is no forecast', () => {
  expect(forecastCustomers(cohorts(3, 100, 0.5), '2023-09', 2)).toBeUndefined()
  expect(forecastWithBacktest([], '2023-09', 2)).toEqual([])
})

test('of one month alone everybody stays and nobody comes, for nothing else is known', () => {
  expect(forecastCustomers(cohorts(1, 100, 0.5), '2023-01', 1)).toEqual([{ customers: 100, mrr: 1000 }])
})
