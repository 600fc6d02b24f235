import { Prisma } from '@streaming/db'
import { badRequest } from '../errors.ts'
import type { Period } from '../filters.ts'

/** Predicates that questions compose. Every value is a parameter; the aliases are c (content), w (watchhistory), p (paymenthistory). */

type Predicate = Prisma.Sql | undefined

/** `WHERE …` of the predicates that are there, or nothing. */
export function where(...predicates: Predicate[]): Prisma.Sql {
  const present = predicates.filter((predicate) => predicate !== undefined)
  return present.length === 0 ? Prisma.empty : Prisma.sql`WHERE ${Prisma.join(present, ' AND ')}`
}

export function ofGenre(genre: string | undefined): Predicate {
  return genre === undefined ? undefined : Prisma.sql`lower(c.genre) = lower(${genre}::TEXT)`
}

export function ofContentType(contentType: string | undefined): Predicate {
  return contentType === undefined
    ? undefined
    : Prisma.sql`lower(c.content_type) = lower(${contentType}::TEXT)`
}

/** Rows of users who are on the plan now. */
export function ofPlan(plan: string | undefined, userId: 'w.user_id' | 'p.user_id'): Predicate {
  if (plan === undefined) return undefined
  return Prisma.sql`${Prisma.raw(userId)} IN (
    SELECT u.user_id FROM users AS u JOIN subscriptions AS s ON s.subscription_id = u.subscription_id
    WHERE lower(s.name) = lower(${plan}::TEXT))`
}

/** Payments by which money came in: not those that failed. One that was refunded counts, with what was kept of it. */
export const charged = Prisma.sql`p.status <> 'failed'`

/** What is left of a charged payment after refunds, USD. */
export const keptAmount = Prisma.sql`(p.amount - p.refunded_amount)`

/** From the first instant of the first day to the last of the last, UTC. @throws TRPCError when the end lies before the start */
export function within(
  { start_date, end_date }: Period,
  instant: 'w.watched_on' | 'p.payment_date',
): Predicate {
  if (start_date !== undefined && end_date !== undefined && end_date < start_date) {
    throw badRequest('end_date', `expected a day from start_date (${start_date}) on, got "${end_date}"`)
  }
  const column = Prisma.raw(instant)
  const bounds = [
    start_date === undefined ? undefined : Prisma.sql`${column} >= ${`${start_date}T00:00:00Z`}::TIMESTAMPTZ`,
    end_date === undefined
      ? undefined
      : Prisma.sql`${column} < ${`${end_date}T00:00:00Z`}::TIMESTAMPTZ + INTERVAL '1 day'`,
  ].filter((bound) => bound !== undefined)
  return bounds.length === 0 ? undefined : Prisma.join(bounds, ' AND ')
}
