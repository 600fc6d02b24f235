import type { World } from '@streaming/db/testing'

/** What payments say of each customer, one payment after another, in whole cents. Nothing is shared with the SQL. */

export type Payment = World['paymenthistory'][number]

export const cents = (amount: number | string) => Math.round(Number(amount) * 100)
/** No trial, which is a payment of 0. */
export const isCharged = ({ status, amount }: Payment) => status !== 'failed' && cents(amount) > 0
export const monthOf = (instant: string) => instant.slice(0, 7)
export const dayMs = 86_400_000
const fortnight = 14 * dayMs
export const time = ({ payment_date }: Payment) => Date.parse(payment_date)

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
export function quotient(numerator: number, denominator: number, decimals: number): number | null {
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

export interface CustomerMonth {
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
export function leftUnpaid(history: readonly Payment[], lastMonth: string): boolean {
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
export function customerMonths(world: World, filters: { start_date?: string; end_date?: string } = {}) {
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
