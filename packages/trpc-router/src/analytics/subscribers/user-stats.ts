import { charged, Prisma } from '@streaming/db'
import { z } from 'zod'
import { notFound } from '../../procedure/errors.ts'
import { limit } from '../../procedure/fields/filters.ts'
import { Count, Id, Instant, Money, Percent, parameters } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'
import { keptAmount } from '../where.ts'

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
      'The watch and payment history of one user, newest first, at most limit of each, and totals over all of it. Failed payments and trials, which are payments of 0, are left out, and total_amount is less what was refunded.',
    tag: 'Analytics',
    access: 'own',
    csv: true,
  })
  .input(parameters({ user_id: Id, limit: limit(50) }))
  .output(UserStats)
  .query(async ({ ctx, input }) => {
    const [found] = await ctx.analytics.prepared(userStatement(input), userRow)
    if (found === undefined) throw notFound(`user ${input.user_id}`)
    const { watch_history, payment_history, user_id, name, subscription, ...totals } = found
    return { user_id, name, subscription, watch_history, payment_history, totals }
  })

/** What JSON of the database holds: numbers, and instants with whatever zone it writes. */
const instantOfJson = z.string().transform((text) => new Date(text).toISOString())
const rowsOfJson = <Row extends z.ZodType>(row: Row) =>
  z
    .array(row)
    .nullable()
    .transform((rows) => rows ?? [])

const userRow = Totals.extend({
  user_id: Id,
  name: z.string(),
  subscription: z.string(),
  watch_history: rowsOfJson(Watch.extend({ watched_on: instantOfJson })),
  payment_history: rowsOfJson(Payment.extend({ payment_date: instantOfJson })),
})

/** One statement, and so one committed state of the database, in one round trip; the histories come as JSON. */
function userStatement({ user_id, limit }: { user_id: string; limit: number }): Prisma.Sql {
  const watches = Prisma.sql`
    SELECT c.title, w.progress, w.watched_on, w.watch_id
    FROM watchhistory AS w JOIN content AS c ON c.content_id = w.content_id
    WHERE w.user_id = ${user_id}::INT8
    ORDER BY w.watched_on DESC, w.watch_id DESC
    LIMIT ${limit}::INT8`
  const payments = Prisma.sql`
    SELECT p.amount, p.method, p.payment_date, p.payment_id
    FROM paymenthistory AS p
    WHERE p.user_id = ${user_id}::INT8 AND ${charged}
    ORDER BY p.payment_date DESC, p.payment_id DESC
    LIMIT ${limit}::INT8`
  return Prisma.sql`
    SELECT u.user_id::TEXT AS user_id, u.name, s.name AS subscription,
      (SELECT json_agg(json_build_object('title', w.title, 'progress', w.progress, 'watched_on', w.watched_on)
        ORDER BY w.watched_on DESC, w.watch_id DESC) FROM (${watches}) AS w) AS watch_history,
      (SELECT json_agg(json_build_object('amount', p.amount, 'method', p.method, 'payment_date', p.payment_date)
        ORDER BY p.payment_date DESC, p.payment_id DESC) FROM (${payments}) AS p) AS payment_history,
      w.watch_count, w.average_progress, p.payment_count, p.total_amount
    FROM users AS u
    JOIN subscriptions AS s ON s.subscription_id = u.subscription_id
    CROSS JOIN (
      SELECT COUNT(*)::INT8 AS watch_count,
        ROUND(SUM(progress)::DECIMAL / NULLIF(COUNT(*), 0)::DECIMAL, 2) AS average_progress
      FROM watchhistory WHERE user_id = ${user_id}::INT8
    ) AS w
    CROSS JOIN (
      SELECT COUNT(*)::INT8 AS payment_count, COALESCE(SUM(${keptAmount}), 0)::DECIMAL(18, 2) AS total_amount
      FROM paymenthistory AS p WHERE p.user_id = ${user_id}::INT8 AND ${charged}
    ) AS p
    WHERE u.user_id = ${user_id}::INT8`
}
