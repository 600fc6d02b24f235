import { Prisma } from '@streaming/db'
import { z } from 'zod'
import { notFound } from '../../procedure/errors.ts'
import { Count, Id, Money, parameters, YearMonth } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'
import { nextBucket } from '../time/buckets.ts'
import { hoursOf } from '../viewing-measures.ts'

/** What did one user do, month by month? Months in which nothing happened have a row, too, up to a hundred years of them. */
export const UserMonth = z
  .object({
    month: YearMonth,
    state: z.enum(['paid', 'trial', 'failed', 'none']).meta({
      description:
        'paid: a payment of more than 0 did not fail; trial: one of 0; failed: all failed; none: there was none',
    }),
    subscription: z.string().nullable().meta({ description: 'Plan of the last such payment; null: none' }),
    paid: Money.meta({ description: 'What was paid, less refunds, USD' }),
    watches: Count,
    hours: z.coerce.number(),
  })
  .meta({
    example: {
      month: '2024-09',
      state: 'paid',
      subscription: 'Premium',
      paid: 14.99,
      watches: 6,
      hours: 8.2,
    },
  })

export const userMonths = procedure
  .meta({
    method: 'GET',
    path: '/api/user-months/{user_id}',
    summary: 'One user’s months',
    description:
      'Whether and for which plan a user paid in each month, UTC, and what they watched: from the first month with a payment or watch to the last, of a hundred years at most those in which nothing happened, too. Hours are those of titles whose length is known.',
    tag: 'Analytics',
    access: 'own',
    csv: true,
  })
  .input(parameters({ user_id: Id }))
  .output(z.array(UserMonth))
  .query(async ({ ctx, input }) => {
    const rows = await ctx.analytics.prepared(monthsOf(input.user_id), Row)
    if (rows.length === 0) throw notFound(`user ${input.user_id}`)
    return everyMonth(rows.flatMap(({ month, ...row }) => (month === null ? [] : [{ month, ...row }])))
  })

const Row = UserMonth.extend({ month: YearMonth.nullable() })

function everyMonth(rows: readonly z.output<typeof UserMonth>[]): z.output<typeof UserMonth>[] {
  const months: z.output<typeof UserMonth>[] = []
  for (const row of rows) {
    for (let last = months.at(-1)?.month; last !== undefined; last = months.at(-1)?.month) {
      const month = nextBucket(`${last}-01`, 'month').slice(0, 7)
      // A date far from the others would be followed by more empty months than anybody reads.
      if (month >= row.month || months.length >= mostMonths) break
      months.push({ month, state: 'none', subscription: null, paid: 0, watches: 0, hours: 0 })
    }
    months.push(row)
  }
  return months
}

/** A hundred years. */
const mostMonths = 1_200

/** A user without any has one row, without a month. */
function monthsOf(userId: string): Prisma.Sql {
  const monthOf = (column: string) =>
    Prisma.sql`date_trunc('month', ${Prisma.raw(column)} AT TIME ZONE 'UTC')::DATE`
  return Prisma.sql`
    WITH payments AS (
      SELECT ${monthOf('p.payment_date')} AS month, p.subscription_id, p.payment_date, p.payment_id, p.refunded_amount,
        CASE WHEN p.status = 'failed' THEN 1 WHEN p.amount = 0 THEN 2 ELSE 3 END::INT8 AS rank,
        CASE WHEN p.status = 'failed' THEN 0 ELSE p.amount - p.refunded_amount END AS paid
      FROM paymenthistory AS p WHERE p.user_id = ${userId}::INT8
    ), paid_months AS (
      SELECT r.month, MAX(r.rank) AS rank, MAX(CASE WHEN r.place = 1 THEN r.subscription_id END) AS subscription_id, SUM(r.paid) AS paid
      FROM (
        SELECT p.month, p.rank, p.paid, p.subscription_id, ROW_NUMBER() OVER (
          PARTITION BY p.month ORDER BY p.rank DESC, p.payment_date DESC, p.payment_id DESC) AS place
        FROM payments AS p
      ) AS r
      GROUP BY r.month
    ), watched_months AS (
      SELECT ${monthOf('w.watched_on')} AS month, COUNT(*)::INT8 AS watches,
        SUM(w.progress * COALESCE(c.runtime_minutes, 0)::DECIMAL * 0.01) AS minutes
      FROM watchhistory AS w JOIN content AS c ON c.content_id = w.content_id
      WHERE w.user_id = ${userId}::INT8 GROUP BY 1
    )
    SELECT to_char(m.month, 'YYYY-MM') AS month,
      CASE m.rank WHEN 3 THEN 'paid' WHEN 2 THEN 'trial' WHEN 1 THEN 'failed' ELSE 'none' END AS state,
      s.name AS subscription, COALESCE(m.paid, 0)::DECIMAL(18, 2) AS paid, COALESCE(m.watches, 0)::INT8 AS watches,
      ${hoursOf(Prisma.sql`COALESCE(m.minutes, 0)`)} AS hours
    FROM users AS u
    LEFT JOIN (
      SELECT COALESCE(p.month, w.month) AS month, p.rank, p.subscription_id, p.paid, w.watches, w.minutes
      FROM paid_months AS p FULL JOIN watched_months AS w ON w.month = p.month
    ) AS m ON TRUE
    LEFT JOIN subscriptions AS s ON s.subscription_id = m.subscription_id
    WHERE u.user_id = ${userId}::INT8
    ORDER BY m.month`
}
