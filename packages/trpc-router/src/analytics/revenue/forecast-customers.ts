import { addMonths } from '../time/months.ts'

/** What the customers of a cohort paid in a month, as the rollup cohort_months has it. */
export interface CohortMonth {
  /** `2024-09`, the month of their first payment ever. */
  cohort: string
  month: string
  customers: number
  /** USD. */
  mrr: number
}

interface Outlook {
  customers: number
  mrr: number
}

/** Months whose new customers are averaged. */
const monthsOfNew = 6
/** From this age on cohorts are taken together: old ones are few, and leave at much the same rate. */
const oldAge = 12
/** Months that must be known before a forecast is tried on the past. */
const leastHistory = 6

/**
 * Customers and MRR of the months after `last`: each cohort goes on as cohorts of its age have gone on so far, as many new customers
 * come each month as came in the mean of the last six, and each pays what customers paid on average in `last`. The first month of the
 * data is none of these six: all of its customers count as new. Pure.
 * @param rows of cohorts up to `last`; later months are not looked at
 * @returns undefined where nobody pays in `last`
 */
export function forecastCustomers(
  rows: readonly CohortMonth[],
  last: string,
  months: number,
): Outlook[] | undefined {
  const known = rows.filter(({ month }) => month <= last)
  const now = known.filter(({ month }) => month === last)
  const paying = sum(now, ({ customers }) => customers)
  if (paying === 0) return undefined
  const arpu = sum(now, ({ mrr }) => mrr) / paying
  const goesOn = shareThatGoesOn(known, last)
  const start = firstMonth(known)
  const recent = known.filter(
    ({ cohort, month }) => cohort === month && month > start && month > addMonths(last, -monthsOfNew),
  )
  const history = Math.min(monthsOfNew, monthsBetween(start, last))
  const fresh = history === 0 ? 0 : sum(recent, ({ customers }) => customers) / history
  let ages = new Map<number, number>()
  for (const { cohort, customers } of now) ages.set(monthsBetween(cohort, last), customers)
  return Array.from({ length: months }, () => {
    ages = new Map([
      [0, fresh],
      ...[...ages].map(([age, left]): [number, number] => [age + 1, left * goesOn(age)]),
    ])
    const customers = sum([...ages.values()], (left) => left)
    return { customers, mrr: customers * arpu }
  })
}

/** Of customers of an age in months, how many there are a month later, also by return: over all cohorts whose next month is known. */
function shareThatGoesOn(rows: readonly CohortMonth[], last: string): (age: number) => number {
  const [before, after] = [new Map<number, number>(), new Map<number, number>()]
  const add = (to: Map<number, number>, age: number, customers: number) => {
    const group = Math.min(age, oldAge)
    to.set(group, (to.get(group) ?? 0) + customers)
  }
  for (const { cohort, month, customers } of rows) {
    const age = monthsBetween(cohort, month)
    if (month < last) add(before, age, customers)
    if (age > 0) add(after, age - 1, customers)
  }
  const [all, ofAll] = [sum([...before.values()], (n) => n), sum([...after.values()], (n) => n)]
  return (age) => {
    const group = Math.min(age, oldAge)
    const there = before.get(group) ?? 0
    // An age that no cohort has had yet goes on as all do; without any history everybody stays.
    if (there === 0) return all === 0 ? 1 : ofAll / all
    return (after.get(group) ?? 0) / there
  }
}

export interface ForecastMonth extends Outlook {
  months_ahead: number
  /** Ends of the 95 % interval; null where there are fewer than three backtests. */
  customers_low: number | null
  customers_high: number | null
  mrr_low: number | null
  mrr_high: number | null
  /** Forecasts of so many months ahead that were made of the past alone, and can be compared with what came. */
  backtests: number
  /** Mean of |forecast − actual| ÷ actual over the backtests; null where there are none. */
  customers_error: number | null
  mrr_error: number | null
}

const leastBacktests = 3
const z95 = 1.959964

/**
 * The forecast with its interval: how far the same method was off on the past, so many months ahead. Pure.
 * @param rows of cohorts up to `last`
 */
export function forecastWithBacktest(
  rows: readonly CohortMonth[],
  last: string,
  months: number,
): ForecastMonth[] {
  const outlook = forecastCustomers(rows, last, months)
  if (outlook === undefined) return []
  const actual = new Map<string, Outlook>()
  for (const { month, customers, mrr } of rows) {
    const so = actual.get(month) ?? { customers: 0, mrr: 0 }
    actual.set(month, { customers: so.customers + customers, mrr: so.mrr + mrr })
  }
  const errors: { customers: number; mrr: number }[][] = Array.from({ length: months }, () => [])
  const earliest = addMonths(firstMonth(rows), leastHistory - 1)
  for (const origin of actual.keys()) {
    if (origin < earliest) continue
    for (const [index, said] of (forecastCustomers(rows, origin, months) ?? []).entries()) {
      const came = actual.get(addMonths(origin, index + 1))
      if (came === undefined || came.customers === 0 || addMonths(origin, index + 1) > last) continue
      errors[index]?.push({
        customers: said.customers / came.customers - 1,
        mrr: said.mrr / came.mrr - 1,
      })
    }
  }
  return outlook.map(({ customers, mrr }, index) => {
    const of = errors[index] ?? []
    const [ofCustomers, ofMrr] = [of.map((error) => error.customers), of.map((error) => error.mrr)]
    const [customers_low, customers_high] = interval(customers, ofCustomers)
    const [mrr_low, mrr_high] = interval(mrr, ofMrr)
    return {
      months_ahead: index + 1,
      customers,
      customers_low,
      customers_high,
      mrr,
      mrr_low,
      mrr_high,
      backtests: of.length,
      customers_error: meanAbsolute(ofCustomers),
      mrr_error: meanAbsolute(ofMrr),
    }
  })
}

function interval(value: number, errors: readonly number[]): [number, number] | [null, null] {
  if (errors.length < leastBacktests) return [null, null]
  const spread = z95 * Math.sqrt(sum(errors, (error) => error ** 2) / errors.length)
  return [Math.max(0, value * (1 - spread)), value * (1 + spread)]
}

function meanAbsolute(errors: readonly number[]): number | null {
  return errors.length === 0 ? null : sum(errors, Math.abs) / errors.length
}

function firstMonth(rows: readonly CohortMonth[]): string {
  return rows.reduce((first, { month }) => (month < first ? month : first), '9999-12')
}

function monthsBetween(first: string, last: string): number {
  const number = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7))
  return number(last) - number(first)
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0)
}
