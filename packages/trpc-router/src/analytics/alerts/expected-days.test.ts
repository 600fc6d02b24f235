import { expect, test } from 'vitest'
import { unusualDays } from './expected-days.ts'

const dayMs = 86_400_000
/** From Monday 1 January 2024 on. */
const days = (count: number, value: (at: number) => number) =>
  Array.from({ length: count }, (_, at) => ({
    date: new Date(Date.UTC(2024, 0, 1) + at * dayMs).toISOString().slice(0, 10),
    value: value(at),
  }))
/** Weekends are twice as busy; days differ by one in a hundred. */
const usual = (at: number) => (at % 7 >= 5 ? 2_000 : 1_000) * (1 + ((at * 7) % 5) / 500)

test('ordinary weeks have no unusual day, busy weekends neither', () => {
  expect(unusualDays(days(300, usual))).toEqual([])
})

test('a day of half the plays is found, the same a day later is found too, and neither spoils what follows', () => {
  const found = unusualDays(days(300, (at) => (at === 200 || at === 201 ? usual(at) / 2 : usual(at))))
  expect(found.map(({ date }) => date)).toEqual(['2024-07-19', '2024-07-20'])
  expect(found[0]?.observed).toBeLessThan(found[0]?.low ?? 0)
  expect(found[0]?.expected).toBeGreaterThan(990)
})

test('growth of a tenth a month is expected', () => {
  expect(unusualDays(days(300, (at) => usual(at) * 1.1 ** (at / 30)))).toEqual([])
})

test('few plays a day differ by chance: 4 instead of 9 is nothing', () => {
  expect(unusualDays(days(300, (at) => (at === 200 ? 4 : 9)))).toEqual([])
})

test('the first sixteen weeks, and days of which nothing was expected, are not told', () => {
  expect(
    unusualDays(days(300, (at) => (at === 50 || at === 100 ? 0 : usual(at)))).map(({ date }) => date),
  ).toEqual([])
  expect(unusualDays(days(200, (at) => (at === 150 ? 500 : 0)))).toEqual([])
})
