import { Prisma, type Query } from '@streaming/db'
import { TRPCError } from '@trpc/server'
import { z } from 'zod'
import { answering } from '../answering.ts'
import { limit } from '../filters.ts'
import { Count, Id, Instant, InstantRow, Money, Percent, parameters } from '../schemas.ts'
import { procedure } from '../trpc.ts'
import { charged, keptAmount } from './where.ts'

/** What did one user watch and pay? Averages of a user without watches are null, sums and counts 0. */
const Watch = z.object({ title: z.string(), progress: Percent, watched_on: Instant })
const Payment = z.object({ amount: Money, method: z.string(), payment_date: Instant })
const Totals = z.object({
  watch_count: Count,
  average_progress: Percent.nullable(),
  payment_count: Count,
  total_amount: Money,
})

export const UserStats = z
  .object({
    user_id: Id,
    name: z.string(),
    subscription: z.string(),
    watch_history: z.array(Watch),
    payment_history: z.array(Payment),
    totals: Totals.meta({ description: 'Over the whole history, whatever the limit.' }),
  })
  .meta({
    example: {
      user_id: '1',
      name: 'Mara Keller',
      subscription: 'Premium',
      watch_history: [{ title: 'Quiet Rooms', progress: 100, watched_on: '2024-09-22T07:53:29.000Z' }],
      payment_history: [{ amount: 14.99, method: 'PayPal', payment_date: '2024-09-01T10:00:00.000Z' }],
      totals: { watch_count: 1, average_progress: 100, payment_count: 1, total_amount: 14.99 },
    },
  })

export const userStats = procedure
  .meta({
    method: 'GET',
    path: '/api/user-stats/{user_id}',
    summary: 'One user’s watches and payments',
    description:
      'The watch and payment history of one user, newest first, at most limit of each, and totals over all of it. Failed payments are left out, and total_amount is less what was refunded.',
    tag: 'Analytics',
    access: 'own',
    csv: true,
  })
  .input(parameters({ user_id: Id, limit: limit(50) }))
  .query(
    answering(UserStats, ({ ctx, input }) =>
      ctx.database.snapshot(async (query) => {
        const user = await findUser(query, input.user_id)
        return {
          ...user,
          watch_history: await watchesOf(query, input),
          payment_history: await paymentsOf(query, input),
          totals: await totalsOf(query, input.user_id),
        }
      }),
    ),
  )

type Input = { user_id: string; limit: number }

async function findUser(query: Query, userId: string) {
  const [user] = await query(
    Prisma.sql`
      SELECT u.user_id::TEXT AS user_id, u.name, s.name AS subscription
      FROM users AS u JOIN subscriptions AS s ON s.subscription_id = u.subscription_id
      WHERE u.user_id = ${userId}::INT8`,
    z.object({ user_id: Id, name: z.string(), subscription: z.string() }),
  )
  if (user === undefined) throw new TRPCError({ code: 'NOT_FOUND', message: `There is no user ${userId}.` })
  return user
}

function watchesOf(query: Query, { user_id, limit }: Input) {
  return query(
    Prisma.sql`
      SELECT c.title, w.progress, w.watched_on
      FROM watchhistory AS w JOIN content AS c ON c.content_id = w.content_id
      WHERE w.user_id = ${user_id}::INT8
      ORDER BY w.watched_on DESC, w.watch_id DESC
      LIMIT ${limit}::INT8`,
    Watch.extend({ watched_on: InstantRow }),
  )
}

function paymentsOf(query: Query, { user_id, limit }: Input) {
  return query(
    Prisma.sql`
      SELECT p.amount, p.method, p.payment_date
      FROM paymenthistory AS p
      WHERE p.user_id = ${user_id}::INT8 AND ${charged}
      ORDER BY p.payment_date DESC, p.payment_id DESC
      LIMIT ${limit}::INT8`,
    Payment.extend({ payment_date: InstantRow }),
  )
}

async function totalsOf(query: Query, userId: string) {
  const [totals] = await query(
    Prisma.sql`
      SELECT w.watch_count, w.average_progress, p.payment_count, p.total_amount
      FROM (
        SELECT COUNT(*)::INT8 AS watch_count,
          ROUND(SUM(progress)::DECIMAL / NULLIF(COUNT(*), 0)::DECIMAL, 2) AS average_progress
        FROM watchhistory WHERE user_id = ${userId}::INT8
      ) AS w
      CROSS JOIN (
        SELECT COUNT(*)::INT8 AS payment_count, COALESCE(SUM(${keptAmount}), 0)::DECIMAL(18, 2) AS total_amount
        FROM paymenthistory AS p WHERE p.user_id = ${userId}::INT8 AND ${charged}
      ) AS p`,
    Totals,
  )
  if (totals === undefined) throw new Error('aggregates without GROUP BY give one row')
  return totals
}
