import type { World } from '@streaming/db/testing'
import { bucketStart } from './naive-answers.ts'
import { casesOf, cents, histories, isCharged, type Payment } from './naive-histories.ts'

/** What became of charges and trials, payment by payment. */

interface Filters {
  plan?: string
  start_date?: string
  end_date?: string
  granularity?: 'day' | 'week' | 'month'
}

const isTrial = ({ status, amount }: Payment) => status !== 'failed' && cents(amount) === 0

/** The payments of a bucket, by its first day; those alone of which a predicate is true. */
function buckets(world: World, filters: Filters, which: (payment: Payment) => boolean) {
  const { plan, start_date = '0001-01-01', end_date = '9999-12-31', granularity = 'month' } = filters
  const all = new Map<string, Payment[]>()
  for (const payment of world.paymenthistory) {
    const day = payment.payment_date.slice(0, 10)
    const name = world.subscriptions.find(
      ({ subscription_id }) => subscription_id === payment.subscription_id,
    )?.name
    const isMeant = plan === undefined || name?.toLowerCase() === plan.toLowerCase()
    if (!isMeant || day < start_date || day > end_date || !which(payment)) continue
    const date = bucketStart(day, granularity)
    all.set(date, [...(all.get(date) ?? []), payment])
  }
  return [...all].sort(([a], [b]) => (a < b ? -1 : 1))
}

const share = (part: number, whole: number) =>
  whole === 0 ? null : Math.floor((part * 20_000 + whole) / (2 * whole)) / 10_000

function historyOf(world: World, payment: Payment): Payment[] {
  return histories(world).find((history) => history.includes(payment)) ?? []
}

export function failedCharges(world: World, filters: Filters) {
  return buckets(world, filters, ({ status }) => status === 'failed').map(([date, failed]) => {
    const cases = failed.flatMap((payment) =>
      casesOf(historyOf(world, payment)).filter(({ payments }) => payments[0] === payment),
    )
    const recovered = cases.filter((each) => each.recovered).length
    return {
      date,
      failed_charges: failed.length,
      failure_cases: cases.length,
      recovered_cases: recovered,
      recovery_rate: share(recovered, cases.length),
    }
  })
}

export function refunds(world: World, filters: Filters) {
  return buckets(world, filters, ({ refunded_amount }) => cents(refunded_amount) > 0).map(
    ([date, refunded]) => ({
      date,
      refunds: refunded.length,
      refunded: refunded.reduce((sum, payment) => sum + cents(payment.refunded_amount), 0) / 100,
    }),
  )
}

export function trialConversion(world: World, filters: Filters) {
  return buckets(world, filters, isTrial).map(([date, trials]) => {
    const converted = trials.filter((trial) => {
      const history = historyOf(world, trial)
      return history.slice(history.indexOf(trial) + 1).some(isCharged)
    }).length
    return {
      date,
      trials: trials.length,
      converted_trials: converted,
      conversion_rate: share(converted, trials.length),
    }
  })
}
