import type { World } from '@streaming/db/testing'
import {
  customerMonths,
  dayMs,
  histories,
  isCharged,
  leftUnpaid,
  monthAfter,
  monthsBetween,
  paidMonths,
  quotient,
  time,
} from './naive-histories.ts'

/** Movements of customers and what follows from them, user by user and month by month. */

interface Filters {
  plan?: string
  start_date?: string
  end_date?: string
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
