import type { World } from '@streaming/db/testing'
import { expect } from 'vitest'
import { histories, monthAfter, monthsBetween, paidMonths } from './naive-histories.ts'

/** The forecast, user by user: what they did in the months up to an origin, and nothing later. Rounded as far as floats agree. */
export function mrrForecast(world: World, months: number) {
  const running = new Date().toISOString().slice(0, 7)
  const users = histories(world)
    .map((history) => [...paidMonths(history)].map(([month, { cents }]) => ({ month, cents })))
    .map((paid) => paid.filter(({ month }) => month < running))
    .filter((paid) => paid.length > 0)
  const all = users.flat().map(({ month }) => month)
  const [first, last] = [all.sort()[0], all.sort().at(-1)]
  if (first === undefined || last === undefined) return []

  const inMonth = (month: string) => {
    const paying = users.flat().filter((paid) => paid.month === month)
    return { customers: paying.length, cents: paying.reduce((sum, { cents }) => sum + cents, 0) }
  }

  function outlookFrom(origin: string) {
    const known = users
      .map((paid) => paid.filter(({ month }) => month <= origin))
      .filter((paid) => paid.length > 0)
    const ageOf = (paid: { month: string }[], month: string) => monthsBetween(paid[0]?.month ?? '', month)
    const now = inMonth(origin)
    if (now.customers === 0) return []
    /** Pairs of paid month and age, of one group of ages or of all. */
    const count = (which: (age: number, month: string) => boolean) =>
      known.flatMap((paid) => paid.filter(({ month }) => which(ageOf(paid, month), month))).length
    const goesOn = (age: number) => {
      const same = (other: number) => Math.min(other, 12) === Math.min(age, 12)
      const there = count((other, month) => same(other) && month < origin)
      if (there > 0) return count((other) => other > 0 && same(other - 1)) / there
      const everybody = count((_age, month) => month < origin)
      return everybody === 0 ? 1 : count((other) => other > 0) / everybody
    }
    const starts = known.map((paid) => paid[0]?.month ?? '').sort()
    const [start = origin] = starts
    const monthsSince = monthsBetween(start, origin)
    const recent = starts.filter((month) => month !== start && monthsBetween(month, origin) < 6).length
    const fresh = monthsSince === 0 ? 0 : recent / Math.min(6, monthsSince)
    let cohorts = known
      .filter((paid) => paid.some(({ month }) => month === origin))
      .map((paid) => ({ age: ageOf(paid, origin), left: 1 }))
    return Array.from({ length: months }, () => {
      cohorts = cohorts.map(({ age, left }) => ({ age: age + 1, left: left * goesOn(age) }))
      cohorts.push({ age: 0, left: fresh })
      const customers = cohorts.reduce((sum, { left }) => sum + left, 0)
      return { customers, mrr: (customers * now.cents) / now.customers / 100 }
    })
  }

  const errors = Array.from({ length: months }, (): { customers: number; mrr: number }[] => [])
  for (let origin = first; origin < last; origin = monthAfter(origin)) {
    if (monthsBetween(first, origin) < 5) continue
    let month = origin
    for (const [index, said] of outlookFrom(origin).entries()) {
      month = monthAfter(month)
      const came = inMonth(month)
      if (month > last || came.customers === 0) continue
      errors[index]?.push({
        customers: (said.customers - came.customers) / came.customers,
        mrr: (said.mrr * 100 - came.cents) / came.cents,
      })
    }
  }
  const near = (value: number | null, decimals: number) =>
    value === null ? null : expect.closeTo(value, decimals)
  const interval = (value: number, of: number[]) => {
    if (of.length < 3) return [null, null]
    const spread = 1.959964 * Math.sqrt(of.reduce((sum, error) => sum + error * error, 0) / of.length)
    return [Math.max(0, value - value * spread), value + value * spread]
  }
  const mean = (of: number[]) =>
    of.length === 0 ? null : of.reduce((sum, error) => sum + Math.abs(error), 0) / of.length
  let month = last
  return outlookFrom(last).map(({ customers, mrr }, index) => {
    month = monthAfter(month)
    const [ofCustomers, ofMrr] = [
      (errors[index] ?? []).map((error) => error.customers),
      (errors[index] ?? []).map((error) => error.mrr),
    ]
    const [customersLow = null, customersHigh = null] = interval(customers, ofCustomers)
    const [mrrLow = null, mrrHigh = null] = interval(mrr, ofMrr)
    // Whole customers: half a one is as near as rounding leaves it.
    const whole = (value: number | null) => near(value === null ? null : Math.round(value), 0)
    return {
      month,
      months_ahead: index + 1,
      customers: whole(customers),
      customers_low: whole(customersLow),
      customers_high: whole(customersHigh),
      mrr: near(mrr, 1),
      mrr_low: near(mrrLow, 1),
      mrr_high: near(mrrHigh, 1),
      backtests: ofMrr.length,
      customers_error: near(mean(ofCustomers), 3),
      mrr_error: near(mean(ofMrr), 3),
    }
  })
}
