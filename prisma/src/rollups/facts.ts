import { Prisma } from '../generated/client.ts'
import { billing } from './payment-histories/billing.ts'
import { charged } from './payment-histories/charged.ts'
import { cohortWatches, userMonthsCounted } from './payment-histories/cohort-watches.ts'
import { customerDays } from './payment-histories/customer-days.ts'
import { customerMovements } from './payment-histories/customer-movements.ts'
import { viewerChanges } from './viewing/viewers.ts'
import { watches } from './viewing/watches.ts'

/**
 * What rollups add up. A fact is read in two ways that have the same columns: from the tables that people write
 * to, and from the deltas that those writes left. Sums over the first are the truth; sums over a rollup and the
 * second must equal them.
 */
export type FactName = 'watch' | 'viewer' | 'payment' | 'user' | 'review' | HistoryFactName

/** Facts that one payment does not tell: they follow from all payments of a user. */
export const historyFactNames = ['customer', 'customer_day', 'billing', 'cohort_watch'] as const
export type HistoryFactName = (typeof historyFactNames)[number]

export interface Fact {
  /** Rows of the service's own tables, as facts. */
  base: Prisma.Sql
  /** The same from rollups that are filled before, where that reads less. */
  filledFrom?: Prisma.Sql
  /** The column of `base` by which its rows can be read a range at a time, by an index. */
  readBy: 'content_id' | 'user_id'
  /** What a row is about, beside its measures. */
  keys: readonly string[]
  measures: readonly string[]
}

/** The facts of some users by their payments: a query over whole histories, with the fact's columns and `user_id`. */
export const factsOfHistories: Record<HistoryFactName, (payments: Prisma.Sql) => Prisma.Sql> = {
  customer: customerMovements,
  customer_day: customerDays,
  billing,
  cohort_watch: cohortWatches,
}

const payments = Prisma.sql`paymenthistory`

export const facts: Record<FactName, Fact> = {
  watch: {
    base: watches,
    readBy: 'content_id',
    keys: ['day', 'quarter', 'user_id', 'content_id', 'subscription_id', 'percent'],
    measures: ['watches', 'starters', 'watchers', 'completers', 'progress'],
  },
  viewer: {
    base: viewerChanges(Prisma.sql`watchhistory`, Prisma.sql`content`, Prisma.sql`w.content_id,`),
    readBy: 'content_id',
    keys: ['quarter'],
    measures: ['viewer_change'],
  },
  payment: {
    base: Prisma.sql`
      SELECT (p.payment_date AT TIME ZONE 'UTC')::DATE AS day, p.user_id, p.method, p.subscription_id,
        1::INT8 AS payments, p.amount - p.refunded_amount AS revenue
      FROM paymenthistory AS p WHERE ${charged}`,
    readBy: 'user_id',
    keys: ['day', 'method', 'subscription_id'],
    measures: ['payments', 'revenue'],
  },
  user: {
    base: Prisma.sql`SELECT u.user_id, u.subscription_id, 1::INT8 AS users FROM users AS u`,
    readBy: 'user_id',
    keys: ['subscription_id'],
    measures: ['users'],
  },
  review: {
    base: Prisma.sql`SELECT r.content_id, 1::INT8 AS reviews FROM reviews AS r`,
    readBy: 'content_id',
    keys: ['content_id'],
    measures: ['reviews'],
  },
  customer: {
    base: customerMovements(payments),
    readBy: 'user_id',
    keys: ['month', 'movement', 'previous_subscription_id', 'subscription_id', 'cohort', 'is_first_spell'],
    measures: ['customers', 'previous_mrr', 'mrr'],
  },
  customer_day: {
    base: customerDays(payments),
    readBy: 'user_id',
    keys: ['day'],
    measures: ['active_change', 'churned_change', 'new_change'],
  },
  billing: {
    base: billing(payments),
    readBy: 'user_id',
    keys: ['day', 'method', 'subscription_id'],
    measures: [
      'failed_charges',
      'failure_cases',
      'recovered_cases',
      'trials',
      'converted_trials',
      'refunds',
      'refunded',
    ],
  },
  cohort_watch: {
    base: cohortWatches(payments, userMonthsCounted),
    filledFrom: cohortWatches(payments),
    readBy: 'user_id',
    keys: ['cohort', 'month'],
    measures: ['watches', 'minutes'],
  },
}

export const factNames = Object.keys(facts) as FactName[] // the keys of a record that names them all

const decimals = new Set(['progress', 'revenue', 'previous_mrr', 'mrr', 'refunded'])

/** The type of each measure's sum. Percent to two decimals of whole minutes are minutes to four. */
export function measureType(measure: string): Prisma.Sql {
  if (measure === 'minutes') return Prisma.sql`DECIMAL(18, 4)`
  return decimals.has(measure) ? Prisma.sql`DECIMAL(18, 2)` : Prisma.sql`INT8`
}
