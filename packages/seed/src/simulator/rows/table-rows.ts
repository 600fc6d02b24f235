import type { Column } from '../../dataset/insert-by-unnest.ts'
import { dayMs } from '../calendar.ts'
import { genreShares } from '../weights/catalogue-weights.ts'
import { methodShares } from '../weights/subscription-weights.ts'
import type { World } from '../world.ts'
import type { Batch } from './batch.ts'

/** The columns of each table, in the order of its rows here. */
export const tableColumns = {
  subscriptions: ['subscription_id', 'name', 'price', 'features'],
  content: [
    'content_id',
    'title',
    'genre',
    'release_year',
    'content_type',
    'rating',
    'runtime_minutes',
    'released_on',
  ],
  users: ['user_id', 'name', 'email', 'password', 'subscription_id'],
  watchhistory: ['watch_id', 'user_id', 'content_id', 'watched_on', 'progress', 'subscription_id'],
  reviews: ['content_id', 'user_id', 'rating', 'review_text'],
  paymenthistory: ['payment_id', 'user_id', 'subscription_id', 'amount', 'payment_date', 'method', 'status'],
} as const satisfies Record<string, readonly Column[]>

export type SimulatedTable = keyof typeof tableColumns
/** Those that are referred to first. */
export const simulatedTables: readonly SimulatedTable[] = [
  'subscriptions',
  'content',
  'users',
  'watchhistory',
  'reviews',
  'paymenthistory',
]
export type Row = (string | number)[]

/** Rows of some users, by table. */
export type Rows = Record<SimulatedTable, Row[]>

/** Counts rows on, since their place is their id. */
export class RowNumbers {
  watches = 0
  payments = 0
}

/** The rows that do not grow with the users: plans at their last price, and titles. */
export function commonRows({ scenario, titles, prices, calendar }: World): Rows {
  return {
    ...noRows(),
    subscriptions: scenario.plans.map(({ name, features }, plan) => [
      plan + 1,
      name,
      cents(prices.at(plan, calendar.end)),
      features,
    ]),
    content: titles.map(({ title, genre, film, release_year, rating, minutes, released_on }, index) => [
      index + 1,
      title,
      genreShares[genre]?.name ?? '',
      release_year,
      film ? 'Film' : 'Series',
      rating.toFixed(1),
      minutes,
      released_on,
    ]),
  }
}

export function batchRows({ users, plays, reviews, payments }: Batch, numbers: RowNumbers): Rows {
  const watchhistory: Row[] = []
  for (let play = 0; play < plays.length; play++)
    watchhistory.push([
      ++numbers.watches,
      (plays.user[play] ?? 0) + 1,
      (plays.title[play] ?? 0) + 1,
      instant(plays.at[play] ?? 0),
      cents(plays.progress[play] ?? 0),
      (plays.plan[play] ?? 0) + 1,
    ])
  const paymenthistory: Row[] = []
  for (let payment = 0; payment < payments.length; payment++)
    paymenthistory.push([
      ++numbers.payments,
      (payments.user[payment] ?? 0) + 1,
      (payments.plan[payment] ?? 0) + 1,
      cents(payments.amount[payment] ?? 0),
      instant(payments.at[payment] ?? 0),
      methodShares[payments.method[payment] ?? 0]?.name ?? '',
      payments.succeeded[payment] === 1 ? 'succeeded' : 'failed',
    ])
  return {
    ...noRows(),
    users: users.map(({ user, name, email, password, plan }) => [user + 1, name, email, password, plan + 1]),
    watchhistory,
    reviews: reviews.map(({ user, title, rating, text }) => [title + 1, user + 1, rating.toFixed(1), text]),
    paymenthistory,
  }
}

function noRows(): Rows {
  return { subscriptions: [], content: [], users: [], watchhistory: [], reviews: [], paymenthistory: [] }
}

/** Hundredths as a decimal number. */
function cents(value: number): string {
  const rest = value % 100
  return `${(value - rest) / 100}.${rest < 10 ? '0' : ''}${rest}`
}

let cachedDay = Number.NaN
let cachedDate = ''

/** ISO 8601 in UTC; neighbours are mostly of one day, whose date is written once. */
function instant(at: number): string {
  const day = Math.floor(at / dayMs)
  if (day !== cachedDay) {
    cachedDay = day
    cachedDate = new Date(day * dayMs).toISOString().slice(0, 11)
  }
  const ms = at - day * dayMs
  const second = Math.floor(ms / 1000)
  const minute = Math.floor(second / 60)
  return `${cachedDate}${two(Math.floor(minute / 60))}:${two(minute % 60)}:${two(second % 60)}.${String(1000 + (ms % 1000)).slice(1)}Z`
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value)
}
