import type { World } from '@streaming/db/testing'

/**
 * What payments say of customers, the slow and obvious way: one user's payments after another, in loops and whole cents. Nothing is
 * shared with the SQL.
 */

interface Filters {
  plan?: string
  start_date?: string
  end_date?: string
}
type Payment = World['paymenthistory'][number]

const cents = (amount: number | string) => Math.round(Number(amount) * 100)
const isCharged = ({ status, amount }: Payment) => status !== 'failed' && cents(amount) > 0
const monthOf = (instant: string) => instant.slice(0, 7)
const dayMs = 86_400_000
const fortnight = 14 * dayMs
const time = ({ payment_date }: Payment) => Date.parse(payment_date)

export function monthAfter(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return number === 12
    ? `${String(year + 1).padStart(4, '0')}-01`
    : `${month.slice(0, 4)}-${String(number + 1).padStart(2, '0')}`
}

export function monthsBetween(first: string, last: string): number {
  let count = 0
  for (let month = first; month < last; month = monthAfter(month)) count++
  return count
}

/** Halves away from zero, of whole numbers: to so many decimals. */
function quotient(numerator: number, denominator: number, decimals: number): number | null {
  if (denominator === 0) return null
  const scale = 10n ** BigInt(decimals)
  const [top, bottom] = [BigInt(Math.abs(numerator)) * scale * 2n, BigInt(denominator)]
  const rounded = Number((top + bottom) / (2n * bottom)) / 10 ** decimals
  return rounded === 0 ? 0 : Math.sign(numerator) * rounded
}

/** Each user's payments, oldest first. */
export function histories(world: World): Payment[][] {
  return world.users.map(({ user_id }) =>
    world.paymenthistory
      .filter((payment) => payment.user_id === user_id)
      .sort((a, b) => time(a) - time(b) || a.payment_id - b.payment_id),
  )
}

interface Case {
  payments: Payment[]
  recovered: boolean
}

/** Failed payments in a row, each within 14 days of the one before. */
export function casesOf(history: readonly Payment[]): Case[] {
  const cases: Payment[][] = []
  let before: Payment | undefined
  for (const payment of history) {
    if (isCharged(payment)) before = undefined
    if (payment.status !== 'failed') continue
    const current = cases.at(-1)
    if (before !== undefined && current !== undefined && time(payment) - time(before) <= fortnight)
      current.push(payment)
    else cases.push([payment])
    before = payment
  }
  return cases.map((payments) => {
    const [first] = payments
    const next = history.find(
      (payment) =>
        first !== undefined && isCharged(payment) && history.indexOf(payment) > history.indexOf(first),
    )
    return {
      payments,
      recovered: first !== undefined && next !== undefined && time(next) - time(first) <= fortnight,
    }
  })
}

interface CustomerMonth {
  plan: number
  cents: number
}

/** Of one user: what they pay for each month in which they pay. */
export function paidMonths(history: readonly Payment[]): Map<string, CustomerMonth> {
  const months = new Map<string, CustomerMonth>()
  for (const payment of history)
    if (isCharged(payment))
      months.set(monthOf(payment.payment_date), {
        plan: payment.subscription_id,
        cents: cents(payment.amount),
      })
  return months
}

/** Whether the payments up to the end of the first month without a charged one end with a case that was not made good. */
function leftUnpaid(history: readonly Payment[], lastMonth: string): boolean {
  const last = history.findLastIndex(
    (payment) => isCharged(payment) && monthOf(payment.payment_date) === lastMonth,
  )
  const after = history.slice(last + 1)
  const next = after.findIndex(isCharged)
  const between = next < 0 ? after : after.slice(0, next)
  const lost = monthAfter(lastMonth)
  const failure = casesOf(history).findLast(
    ({ payments: [first] }) =>
      first !== undefined && between.includes(first) && monthOf(first.payment_date) <= lost,
  )
  return failure !== undefined && !failure.recovered
}

/** Every month in which somebody is a customer or was one the month before, up to the last in which anybody is. */
function customerMonths(world: World, filters: Filters = {}) {
  const users = histories(world).map((history) => ({ history, months: paidMonths(history) }))
  const running = new Date().toISOString().slice(0, 7)
  const paid = [...new Set(users.flatMap(({ months }) => [...months.keys()]))]
    .filter((month) => month <= running)
    .sort()
  const last = paid.at(-1) ?? ''
  const months = [...new Set([...paid, ...paid.map(monthAfter)])].filter((month) => month <= last).sort()
  const { start_date = '0001-01-01', end_date = '9999-12-31' } = filters
  return {
    users,
    last,
    months: months.filter((month) => month >= monthOf(start_date) && month <= monthOf(end_date)),
  }
}

function meansPlan(world: World, plan: string | undefined) {
  return (id: number) => {
    const name = world.subscriptions.find(({ subscription_id }) => subscription_id === id)?.name
    return plan === undefined || name?.toLowerCase() === plan.toLowerCase()
  }
}

/** What every month's sums are made of, in cents and users. */
function movements(world: World, { plan, ...period }: Filters) {
  const isMeant = meansPlan(world, plan)
  const { users, months } = customerMonths(world, period)
  return months.map((month) => {
    const sums = {
      start: [0, 0],
      new: [0, 0],
      reactivation: [0, 0],
      expansion: [0, 0],
      contraction: [0, 0],
      churn: [0, 0],
      involuntary: [0, 0],
      switchedIn: [0, 0],
      switchedOut: [0, 0],
      end: [0, 0],
    } satisfies Record<string, [number, number]>
    const add = (to: keyof typeof sums, amount: number) => {
      const [money = 0, people = 0] = sums[to]
      sums[to] = [money + amount, people + 1]
    }
    for (const { history, months: paid } of users) {
      const before = [...paid].find(([other]) => monthAfter(other) === month)
      const now = paid.get(month)
      const earlier = [...paid.keys()].some((other) => other < month)
      const was = before !== undefined && isMeant(before[1].plan)
      const is = now !== undefined && isMeant(now.plan)
      if (was) add('start', before[1].cents)
      if (is) add('end', now.cents)
      if (is && !earlier) add('new', now.cents)
      if (is && earlier && before === undefined) add('reactivation', now.cents)
      if (was && now === undefined) add('churn', before[1].cents)
      if (was && now === undefined && leftUnpaid(history, before[0])) add('involuntary', before[1].cents)
      if (is && before !== undefined && !was) add('switchedIn', now.cents)
      if (was && now !== undefined && !is) add('switchedOut', before[1].cents)
      if (was && is && now.cents > before[1].cents) add('expansion', now.cents - before[1].cents)
      if (was && is && now.cents < before[1].cents) add('contraction', before[1].cents - now.cents)
    }
    return { month, ...sums }
  })
}

export function recurringRevenue(world: World, filters: Filters) {
  return movements(world, filters).map(({ month, end: [mrr = 0, customers = 0] }) => ({
    month,
    mrr: mrr / 100,
    arr: (12 * mrr) / 100,
    customers,
    arpu: quotient(mrr, 100 * customers, 2),
  }))
}

export function mrrMovements(world: World, filters: Filters) {
  return movements(world, filters).map(({ month, ...sums }) => {
    const of = (name: keyof typeof sums) => sums[name][0] ?? 0
    const lost = of('contraction') + of('churn')
    return {
      month,
      start_mrr: of('start') / 100,
      new_mrr: of('new') / 100,
      reactivation_mrr: of('reactivation') / 100,
      expansion_mrr: of('expansion') / 100,
      contraction_mrr: of('contraction') / 100,
      churned_mrr: of('churn') / 100,
      switched_in_mrr: of('switchedIn') / 100,
      switched_out_mrr: of('switchedOut') / 100,
      end_mrr: of('end') / 100,
      gross_churn_rate: quotient(lost, of('start'), 4),
      net_churn_rate: quotient(lost - of('expansion') - of('reactivation'), of('start'), 4),
      net_revenue_retention: quotient(of('start') + of('expansion') - lost, of('start'), 4),
      gross_revenue_retention: quotient(of('start') - lost, of('start'), 4),
      quick_ratio: quotient(of('new') + of('reactivation') + of('expansion'), lost, 4),
    }
  })
}

export function customerMovements(world: World, filters: Filters) {
  return movements(world, filters).map(({ month, ...sums }) => ({
    month,
    start_customers: sums.start[1],
    new_customers: sums.new[1],
    reactivated_customers: sums.reactivation[1],
    churned_customers: sums.churn[1],
    involuntarily_churned_customers: sums.involuntary[1],
    switched_in_customers: sums.switchedIn[1],
    switched_out_customers: sums.switchedOut[1],
    end_customers: sums.end[1],
  }))
}

export function customersByPlan(world: World, filters: Filters) {
  return movements(world, filters).flatMap(({ month }) =>
    world.subscriptions
      .map(({ subscription_id, name }) => {
        const paying = histories(world).flatMap((history) => paidMonths(history).get(month) ?? [])
        const onPlan = paying.filter(({ plan }) => plan === subscription_id)
        const mrr = onPlan.reduce((sum, payment) => sum + payment.cents, 0) / 100
        return { month, subscription: name, customers: onPlan.length, mrr }
      })
      .filter(({ customers }) => customers > 0)
      .sort(
        (a, b) =>
          b.customers - a.customers ||
          Buffer.compare(Buffer.from(a.subscription), Buffer.from(b.subscription)),
      ),
  )
}

function standardChurn(world: World, filters: Filters) {
  return movements(world, filters).map(({ month, start: [, before = 0], churn: [, churned = 0] }) => ({
    date: `${month}-01`,
    at_risk_customers: before,
    churned_customers: churned,
    churn_rate: quotient(churned, before, 4),
  }))
}

/** Each day anew, by looking at every user. */
function stripeChurn(world: World, { start_date = '0001-01-01', end_date = '9999-12-31' }: Filters) {
  const days = histories(world).map((history) =>
    history.filter(isCharged).map((payment) => Math.floor(time(payment) / dayMs)),
  )
  const today = Math.floor(Date.now() / dayMs)
  const all = days.flat().filter((day) => day <= today)
  const rows = []
  for (let day = Math.min(...all); day <= Math.max(...all); day++) {
    const isActive = (paid: number[], on: number) => paid.some((paidOn) => paidOn <= on && paidOn > on - 31)
    const active = days.filter((paid) => isActive(paid, day - 30))
    const fresh = days.filter(([first]) => first !== undefined && first <= day && first > day - 30)
    const churned = active.filter((paid) => !isActive(paid, day)).length
    const date = new Date(day * dayMs).toISOString().slice(0, 10)
    const at_risk_customers = active.length + fresh.length
    if (at_risk_customers > 0 && date >= start_date && date <= end_date)
      rows.push({
        date,
        at_risk_customers,
        churned_customers: churned,
        churn_rate: quotient(churned, at_risk_customers, 4),
      })
  }
  return rows
}

export function customerChurn(
  world: World,
  { preset, ...filters }: Filters & { preset: 'standard' | 'stripe' },
) {
  return preset === 'standard' ? standardChurn(world, filters) : stripeChurn(world, filters)
}

/** By ordinary division: the SQL rounds the same but for a digit beyond what is shown. */
export function lifetimeValue(world: World, { start_date, end_date, plan }: Filters) {
  const months = movements(world, plan === undefined ? {} : { plan })
  const rates = new Map(
    months.map(({ month, start: [, before = 0], churn: [, churned = 0] }) => [
      month,
      before === 0 ? null : churned / before,
    ]),
  )
  const wanted = movements(world, {
    ...(start_date === undefined ? {} : { start_date }),
    ...(end_date === undefined ? {} : { end_date }),
  }).map(({ month }) => month)
  return months
    .filter(({ month }) => wanted.includes(month))
    .map(({ month, end: [mrr = 0, customers = 0] }) => {
      const before = [...rates].flatMap(([other, rate]) =>
        rate !== null && other < month && monthsBetween(other, month) <= 6 ? [rate] : [],
      )
      const mean = before.length === 0 ? null : before.reduce((sum, rate) => sum + rate, 0) / before.length
      const arpu = customers === 0 ? null : mrr / 100 / customers
      return {
        month,
        arpu: quotient(mrr, 100 * customers, 2),
        churn_rate: mean,
        lifetime_value: arpu === null || !mean ? null : arpu / mean,
      }
    })
}

export function cohortRetention(world: World, { start_date, end_date }: Filters) {
  const { users, last } = customerMonths(world)
  const cohorts = new Map<string, Map<string, CustomerMonth>[]>()
  for (const { months } of users) {
    const [first] = [...months.keys()].sort()
    if (first !== undefined) cohorts.set(first, [...(cohorts.get(first) ?? []), months])
  }
  return [...cohorts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .filter(
      ([cohort]) => cohort >= monthOf(start_date ?? '0001-01') && cohort <= monthOf(end_date ?? '9999-12'),
    )
    .flatMap(([cohort, members]) => {
      const sumIn = (month: string) => {
        const paying = members.flatMap((months) => months.get(month) ?? [])
        return { customers: paying.length, mrr: paying.reduce((sum, paid) => sum + paid.cents, 0) }
      }
      const first = sumIn(cohort)
      const rows = []
      for (let [month, months] = [cohort, 0]; month <= last; month = monthAfter(month), months++) {
        const { customers, mrr } = sumIn(month)
        if (customers === 0) continue
        rows.push({
          cohort,
          months,
          customers,
          mrr: mrr / 100,
          customer_retention: quotient(customers, first.customers, 4),
          mrr_retention: quotient(mrr, first.mrr, 4),
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
