import { Prisma, type Query } from '@streaming/db'
import { z } from 'zod'
import type { UserRows } from '../report/user-view.ts'
import { PaymentBatch, PlayBatch } from '../rows/batch.ts'
import { methodShares } from '../weights/subscription-weights.ts'
import type { World } from '../world.ts'

/** Users read at a time. */
const page = 500

const userRow = z.object({ user: z.number() })
const playRow = z.object({
  user: z.number(),
  plan: z.number(),
  title: z.number(),
  at: z.number(),
  progress: z.number(),
})
const reviewRow = z.object({ user: z.number(), title: z.number(), rating: z.number() })
const paymentRow = z.object({
  user: z.number(),
  plan: z.number(),
  amount: z.number(),
  at: z.number(),
  method: z.string(),
  succeeded: z.boolean(),
})

/**
 * Reads the simulation's users back out of the tables, a page at a time and in the order of their ids. Users and
 * titles that came later are left out, since nothing is known of them, and plays and
 * payments outside its time.
 */
export async function* storedUsers(query: Query, world: World): AsyncGenerator<UserRows> {
  const { users } = world.scenario
  for (let from = 0; from < users; from += page)
    yield await pageOf(query, world, from, Math.min(users, from + page))
}

async function pageOf(query: Query, world: World, from: number, to: number): Promise<UserRows> {
  const ofUsers = Prisma.sql`user_id > ${from}::INT8 AND user_id <= ${to}::INT8`
  const titles = Prisma.sql`content_id <= ${world.titles.length}::INT8`
  const inside = (column: string) =>
    Prisma.sql`${Prisma.raw(column)} >= ${new Date(world.calendar.start).toISOString()}::TIMESTAMPTZ AND ${Prisma.raw(column)} < ${new Date(world.calendar.end).toISOString()}::TIMESTAMPTZ`
  const user = Prisma.sql`(user_id - 1)::FLOAT8 AS "user"`
  const title = Prisma.sql`(content_id - 1)::FLOAT8 AS title`
  const onPlan = Prisma.sql`(subscription_id - 1)::FLOAT8 AS plan`
  const users = await query(Prisma.sql`SELECT ${user} FROM users WHERE ${ofUsers} ORDER BY user_id`, userRow)
  const plays = new PlayBatch()
  for (const play of await query(
    Prisma.sql`SELECT ${user}, ${onPlan}, ${title}, ${ms('watched_on')} AS at, (progress * 100)::FLOAT8 AS progress
      FROM watchhistory WHERE ${ofUsers} AND ${titles} AND ${inside('watched_on')} ORDER BY user_id, watched_on, watch_id`,
    playRow,
  ))
    plays.add(play.user, play.plan, play.title, play.at, play.progress)
  const reviews = await query(
    Prisma.sql`SELECT ${user}, ${title}, rating::FLOAT8 AS rating
      FROM reviews WHERE ${ofUsers} AND ${titles} ORDER BY user_id, content_id`,
    reviewRow,
  )
  const payments = new PaymentBatch()
  for (const { user: payer, plan, amount, at, method, succeeded } of await query(
    Prisma.sql`SELECT ${user}, ${onPlan}, (amount * 100)::FLOAT8 AS amount,
        ${ms('payment_date')} AS at, method, status <> 'failed' AS succeeded
      FROM paymenthistory WHERE ${ofUsers} AND ${inside('payment_date')} ORDER BY user_id, payment_date, payment_id`,
    paymentRow,
  )) {
    const known = methodShares.findIndex(({ name }) => name === method)
    payments.add(payer, plan, amount, at, known, succeeded)
  }
  return { users, plays, reviews, payments }
}

/** Milliseconds of UTC. */
function ms(column: string): Prisma.Sql {
  return Prisma.sql`ROUND(EXTRACT(EPOCH FROM ${Prisma.raw(column)})::FLOAT8 * 1000)`
}
