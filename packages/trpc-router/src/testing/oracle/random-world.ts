import { makeWorld, type World } from '@streaming/db/testing'

/** mulberry32: small, seeded, good enough to draw test data. */
export function numbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below)
  }
}

const genres = ['Drama', 'comedy', 'Science Fiction', 'Éclair', 'Zombie']
const types = ['Film', 'Series', 'Short']
/** A world's plans are neighbours here, some of which differ in case alone. */
const planNames = ['Basic', 'BASIC', 'Été', 'premium', 'A', 'a']
const methods = ['PayPal', 'Debit Card', 'credit card', 'paypal']
const titles = ['Zebra', 'apple', 'Ábaco', 'Same', 'Same', 'Ωmega']

/**
 * A service of chance with what trips SQL and arithmetic: ties, titles and words that sort differently by
 * locale, fractions of percent and cents, instants on the edges of days, weeks, months and years, plans and
 * titles that nobody uses.
 */
export function randomWorld(seed: number): World {
  const below = numbers(seed)
  const of = <T>(items: readonly T[]): T => items[below(items.length)] as T // below its length by construction
  const many = <T>(most: number, make: (index: number) => T): T[] =>
    Array.from({ length: below(most + 1) }, (_, index) => make(index))
  const plans = 1 + below(4)
  const first = below(planNames.length)
  const users = 1 + below(12)
  const content = 1 + below(15)
  const pairs = new Set<string>()
  return makeWorld({
    subscriptions: Array.from({ length: plans }, (_, i) => ({
      name: planNames[(first + i) % planNames.length] ?? '',
      price: cents(below(3000)),
    })),
    users: Array.from({ length: users }, () => ({ subscription_id: 1 + below(plans) })),
    content: Array.from({ length: content }, () => ({
      title: of(titles),
      genre: of(genres),
      content_type: of(types),
      rating: below(11) / (below(2) + 1),
      release_year: 1980 + below(45),
    })),
    watchhistory: many(60, () => ({
      user_id: 1 + below(users),
      content_id: 1 + below(content),
      subscription_id: 1 + below(plans),
      watched_on: instant(below),
      progress: of([0, 100, 50, below(10_001) / 100]),
    })),
    reviews: many(20, () => ({ user_id: 1 + below(users), content_id: 1 + below(content) })).filter(
      ({ user_id, content_id }) => {
        const pair = `${user_id} ${content_id}`
        return !pairs.has(pair) && pairs.add(pair)
      },
    ),
    paymenthistory: many(60, () => ({
      user_id: 1 + below(users),
      subscription_id: 1 + below(plans),
      payment_date: instant(below),
      method: of(methods),
      ...outcome(below),
    })),
  })
}

/** Payments of every standing that the table allows: charged, refunded in part or whole, failed. */
function outcome(below: (n: number) => number) {
  const amount = below(8) === 0 ? 0 : below(3000)
  const kinds = ['succeeded', 'partial', 'refunded', 'failed'] as const
  const kind = amount === 0 ? 'succeeded' : kinds[below(8)]
  if (kind === 'failed') return { amount: cents(amount), status: 'failed', refunded_amount: '0.00' }
  if (kind === 'refunded')
    return { amount: cents(amount), status: 'refunded', refunded_amount: cents(amount) }
  return {
    amount: cents(amount),
    status: 'succeeded',
    refunded_amount: kind === 'partial' ? cents(below(amount)) : '0.00',
  }
}

function cents(amount: number): string {
  return (amount / 100).toFixed(2)
}

const edges = [
  '2023-12-31T23:59:59.999Z',
  '2024-01-01T00:00:00.000Z',
  '2024-02-29T12:00:00.000Z',
  '2024-09-01T00:00:00.000Z',
  '2023-07-03T23:59:59.999Z',
  '2023-07-04T00:00:00.000Z',
  '2024-08-26T23:59:59.999Z',
  '2024-08-27T00:00:00.000Z',
  '2024-08-31T23:59:59.999Z',
  '2024-09-02T00:00:00.000Z',
  '2024-12-30T00:00:00.000Z',
]

function instant(below: (n: number) => number): string {
  const edge = edges[below(edges.length * 3)]
  return edge ?? new Date(Date.UTC(2023, 6, 1) + below(560 * 86_400) * 1000).toISOString()
}
