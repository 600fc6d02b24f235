import type { World } from '@streaming/db/testing'
import { hours, ratio, seen, total } from './naive-arithmetic.ts'
import { type CustomerMonth, customerMonths, monthAfter, monthOf, quotient } from './naive-histories.ts'

/** Cohorts of customers, each customer followed from their first month on. */

interface Filters {
  start_date?: string
  end_date?: string
}

export function cohortRetention(world: World, { start_date, end_date }: Filters) {
  const { users, last } = customerMonths(world)
  const cohorts = new Map<string, { userId: number | undefined; months: Map<string, CustomerMonth> }[]>()
  for (const { months, history } of users) {
    const [first] = [...months.keys()].sort()
    const member = { userId: history[0]?.user_id, months }
    if (first !== undefined) cohorts.set(first, [...(cohorts.get(first) ?? []), member])
  }
  const watches = seen(world, {})
  return [...cohorts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .filter(
      ([cohort]) => cohort >= monthOf(start_date ?? '0001-01') && cohort <= monthOf(end_date ?? '9999-12'),
    )
    .flatMap(([cohort, members]) => {
      const sumIn = (month: string) => {
        const paying = members.flatMap(({ months }) => months.get(month) ?? [])
        const watched = watches.filter(
          ({ user_id, watched_on }) =>
            monthOf(watched_on) === month && members.some(({ userId }) => userId === user_id),
        )
        return {
          customers: paying.length,
          mrr: paying.reduce((sum, paid) => sum + paid.cents, 0),
          minutes: total(watched, ({ minutes }) => minutes ?? 0),
        }
      }
      const first = sumIn(cohort)
      const rows = []
      for (let [month, months] = [cohort, 0]; month <= last; month = monthAfter(month), months++) {
        const { customers, mrr, minutes } = sumIn(month)
        if (customers === 0) continue
        rows.push({
          cohort,
          months,
          customers,
          mrr: mrr / 100,
          hours: hours(minutes),
          customer_retention: quotient(customers, first.customers, 4),
          mrr_retention: quotient(mrr, first.mrr, 4),
          hours_retention: ratio(minutes, first.minutes),
        })
      }
      return rows
    })
}

/** Without its interval: shares that survive, by following each customer until they first leave. */
export function customerSurvival(world: World, filters: Filters) {
  const { users, last } = customerMonths(world)
  const { start_date = '0001-01-01', end_date = '9999-12-31' } = filters
  const lives = users.flatMap(({ months }) => {
    const [cohort] = [...months.keys()].sort()
    if (cohort === undefined || cohort < monthOf(start_date) || cohort > monthOf(end_date)) return []
    let length = 0
    let month = cohort
    while (months.has(month) && month <= last) {
      length++
      month = monthAfter(month)
    }
    return [{ length, left: month <= last }]
  })
  const rows = []
  let share = 1
  for (let months = 0; ; months++) {
    const atRisk = lives.filter(({ length, left }) => length > months || (left && length === months))
    if (atRisk.length === 0) return rows
    const churned = atRisk.filter(({ length }) => length === months).length
    share *= 1 - churned / atRisk.length
    rows.push({
      months,
      at_risk_customers: atRisk.length,
      churned_customers: churned,
      survival: Math.round(share * 10_000) / 10_000,
    })
  }
}
