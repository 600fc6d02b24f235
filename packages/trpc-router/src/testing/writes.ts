import { makeWorld, type World } from '@streaming/db/testing'

/** Writes of chance over the rows of a small world: what the rollups must survive. */

/** Every procedure that changes what a rollup sums. */
export const randomWrites = [
  'watchHistory.create',
  'watchHistory.createBatch',
  'watchHistory.update',
  'watchHistory.delete',
  'users.create',
  'users.changePlan',
  'users.delete',
  'payments.create',
  'payments.refund',
  'payments.update',
  'payments.delete',
  'reviews.create',
  'reviews.update',
  'reviews.delete',
  'content.update',
  'content.delete',
] as const

export interface RandomWrite {
  procedure: string
  input: Record<string, unknown>
}

const users = 12
const titles = 15
const plans = 4
const rows = 60
const firstDay = Date.UTC(2023, 11, 20)

/** @param below draws a whole number from 0 up to, but not including, its argument */
export type Below = (n: number) => number

const id = (below: Below, most: number) => String(1 + below(most))
const instant = (below: Below) =>
  new Date(firstDay + below(60) * 86_400_000 + below(86_400_000)).toISOString()
/** Of payments: over half a year, at noon, so that some are of the same instant. */
const billedAt = (below: Below) => new Date(firstDay + below(200) * 86_400_000 + 43_200_000).toISOString()

/** Every id that a random write names is there at first, but for titles and users that nobody needs. */
export function busyWorld(below: Below): World {
  return makeWorld({
    subscriptions: Array.from({ length: plans }, () => ({})),
    users: Array.from({ length: users }, () => ({ subscription_id: 1 + below(plans) })),
    content: Array.from({ length: titles }, () => ({ genre: ['Drama', 'Comedy'][below(2)] ?? '' })),
    watchhistory: Array.from({ length: rows }, (_, index) => ({
      user_id: 1 + (index % users),
      content_id: 1 + below(titles - 2),
      subscription_id: 1 + below(plans),
      watched_on: instant(below),
      progress: below(10_001) / 100,
    })),
    reviews: Array.from({ length: users }, (_, index) => ({ user_id: 1 + index, content_id: 1 + below(5) })),
    paymenthistory: Array.from({ length: rows }, (_, index) => ({
      user_id: 1 + (index % (users - 3)),
      subscription_id: 1 + below(plans),
      payment_date: billedAt(below),
      ...(index % 5 === 0 ? { status: 'failed' } : index % 7 === 0 ? { amount: '0.00' } : {}),
    })),
  })
}

export function randomWrite(below: Below): RandomWrite {
  const watch = () => ({
    user_id: id(below, users - 3),
    content_id: id(below, titles - 2),
    progress: below(10_001) / 100,
    watched_on: instant(below),
    ...(below(2) === 0 ? {} : { subscription_id: id(below, plans) }),
  })
  // Of a row that was there at first.
  const row = below(rows)
  const watchKey = { user_id: String(1 + (row % users)), watch_id: String(1 + row) }
  const paymentKey = { user_id: String(1 + (row % (users - 3))), payment_id: String(1 + row) }
  const reviewKey = { user_id: id(below, users), content_id: id(below, 5) }
  const inputs: Record<(typeof randomWrites)[number], RandomWrite['input']> = {
    'watchHistory.create': watch(),
    'watchHistory.createBatch': { items: Array.from({ length: 20 }, watch) },
    'watchHistory.update': { ...watchKey, progress: below(101), watched_on: instant(below) },
    'watchHistory.delete': watchKey,
    'users.changePlan': { user_id: id(below, users), subscription_id: id(below, plans) },
    'users.create': {
      name: 'Nia New',
      email: `nia${below(1_000_000_000)}@example.com`,
      password: 'three calm otters',
      subscription_id: id(below, plans),
    },
    'users.delete': { user_id: id(below, users) },
    'payments.create': {
      user_id: id(below, users),
      amount: below(6) === 0 ? 0 : 1 + below(3000) / 100,
      method: ['PayPal', 'Debit Card'][below(2)],
      status: below(4) === 0 ? 'failed' : 'succeeded',
      payment_date: billedAt(below),
    },
    'payments.refund': { ...paymentKey, amount: 0.01 + below(500) / 100 },
    'payments.update': { ...paymentKey, method: 'Cash', payment_date: billedAt(below) },
    'payments.delete': paymentKey,
    'reviews.create': { ...reviewKey, rating: below(11), review_text: '' },
    'reviews.update': { ...reviewKey, rating: below(11) },
    'reviews.delete': reviewKey,
    'content.update': { content_id: id(below, titles), genre: ['Drama', 'Noir'][below(2)] },
    'content.delete': { content_id: id(below, titles) },
  }
  const procedure = randomWrites[below(randomWrites.length)] ?? 'watchHistory.create'
  return { procedure, input: inputs[procedure] }
}

/** Refusals that are part of it: whoever has payments cannot be deleted, a watch may be gone or another user's. */
export const refusals = ['NOT_FOUND', 'CONFLICT', 'BAD_REQUEST']

/** @returns the procedure's name, or the code that it was refused with */
export function outcomeOf(caller: unknown, { procedure, input }: RandomWrite): Promise<string> {
  const call: unknown = procedure
    .split('.')
    .reduce<unknown>((at, name) => Reflect.get(Object(at), name), caller)
  if (typeof call !== 'function') throw new TypeError(`${procedure} is not a procedure`)
  return Promise.resolve(Reflect.apply(call, undefined, [input])).then(
    () => procedure,
    (error: { code?: unknown }) => String(error.code),
  )
}
