import type { Database } from '../database/database.ts'
import { rebuildRollups } from '../rollups/index.ts'

/** A small service in memory: what the tests put into the database and what their oracles fold over. */
export interface World {
  subscriptions: { subscription_id: number; name: string; price: string; features: string }[]
  users: { user_id: number; name: string; email: string; password: string; subscription_id: number }[]
  content: {
    content_id: number
    title: string
    genre: string
    release_year: number
    content_type: string
    rating: number
    runtime_minutes: number | null
    released_on: string | null
  }[]
  watchhistory: {
    watch_id: number
    user_id: number
    content_id: number
    subscription_id: number
    watched_on: string
    progress: number
  }[]
  reviews: { content_id: number; user_id: number; rating: number; review_text: string }[]
  paymenthistory: {
    payment_id: number
    user_id: number
    subscription_id: number
    amount: string
    payment_date: string
    method: string
    status: string
    refunded_amount: string
  }[]
}

type Overrides = { [Table in keyof World]?: Partial<World[Table][number]>[] }

/**
 * A world from the few columns a test cares about; all others get plain values, ids count from 1. A watch is on its user's
 * plan, as a data set has it that does not say.
 */
export function makeWorld(rows: Overrides): World {
  return {
    subscriptions: (rows.subscriptions ?? []).map((row, i) => ({
      subscription_id: i + 1,
      name: `Plan ${i + 1}`,
      price: '9.99',
      features: 'HD',
      ...row,
    })),
    users: (rows.users ?? []).map((row, i) => ({
      user_id: i + 1,
      name: `User ${i + 1}`,
      email: `user${i + 1}@example.com`,
      password: '$test',
      subscription_id: 1,
      ...row,
    })),
    content: (rows.content ?? []).map((row, i) => ({
      content_id: i + 1,
      title: `Title ${i + 1}`,
      genre: 'Drama',
      release_year: 2020,
      content_type: 'Film',
      rating: 5,
      runtime_minutes: null,
      released_on: null,
      ...row,
    })),
    watchhistory: (rows.watchhistory ?? []).map((row, i) => ({
      watch_id: i + 1,
      user_id: 1,
      content_id: 1,
      subscription_id: rows.users?.[(row.user_id ?? 1) - 1]?.subscription_id ?? 1,
      watched_on: '2024-09-01T00:00:00.000Z',
      progress: 50,
      ...row,
    })),
    reviews: (rows.reviews ?? []).map((row) => ({
      content_id: 1,
      user_id: 1,
      rating: 5,
      review_text: '',
      ...row,
    })),
    paymenthistory: (rows.paymenthistory ?? []).map((row, i) => ({
      payment_id: i + 1,
      user_id: 1,
      subscription_id: 1,
      amount: '9.99',
      payment_date: '2024-09-01T00:00:00.000Z',
      method: 'PayPal',
      status: 'succeeded',
      refunded_amount: '0',
      ...row,
    })),
  }
}

/** Writes a world as it is, in one transaction; ids that are generated later go on after its own. */
export async function insertWorld(database: Database, world: World): Promise<void> {
  await database.sqlTransaction(async (client, query) => {
    for (const table of [
      'subscriptions',
      'users',
      'content',
      'watchhistory',
      'reviews',
      'paymenthistory',
    ] as const) {
      const rows: Record<string, unknown>[] = world[table]
      for (const row of rows) {
        const columns = Object.keys(row)
        const places = columns.map((_, index) => `$${index + 1}`)
        await client.query(`INSERT INTO ${table} (${columns}) VALUES (${places})`, Object.values(row))
      }
    }
    await rebuildRollups(query)
  })
}
