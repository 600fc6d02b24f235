import { Prisma } from '@streaming/db'
import { badRequest } from '../errors.ts'
import type { Period } from '../filters.ts'

/** Predicates that questions compose. Every value is a parameter. */

type Predicate = Prisma.Sql | undefined

/** `WHERE …` of the predicates that are there, or nothing. */
export function where(...predicates: Predicate[]): Prisma.Sql {
  const present = predicates.filter((predicate) => predicate !== undefined)
  return present.length === 0 ? Prisma.empty : Prisma.sql`WHERE ${Prisma.join(present, ' AND ')}`
}

export function ofGenre(genre: string | undefined, column: 'c.genre' | 'w.genre'): Predicate {
  return genre === undefined ? undefined : Prisma.sql`lower(${Prisma.raw(column)}) = ${lowered(genre)}`
}

export function ofContentType(
  contentType: string | undefined,
  column: 'c.content_type' | 'w.content_type',
): Predicate {
  return contentType === undefined
    ? undefined
    : Prisma.sql`lower(${Prisma.raw(column)}) = ${lowered(contentType)}`
}

interface TitleWords {
  genre?: string | undefined
  content_type?: string | undefined
}

/** A query of the ids of titles by their words; undefined where all are meant. */
export function titleIds({ genre, content_type }: TitleWords): Prisma.Sql | undefined {
  if (genre === undefined && content_type === undefined) return undefined
  return Prisma.sql`
    SELECT c.content_id FROM content AS c
    ${where(ofGenre(genre, 'c.genre'), ofContentType(content_type, 'c.content_type'))}`
}

/** Titles by their words, as a set of ids: so that sums are made of those alone, and of no others first. */
export function ofTitles(words: TitleWords, contentId: Prisma.Sql): Predicate {
  const ids = titleIds(words)
  return ids === undefined ? undefined : Prisma.sql`${contentId} IN (${ids})`
}

export function ofPlan(
  plan: string | undefined,
  column: 'w.subscription_id' | 'p.subscription_id',
): Predicate {
  if (plan === undefined) return undefined
  return Prisma.sql`${Prisma.raw(column)} IN (
    SELECT s.subscription_id FROM subscriptions AS s WHERE lower(s.name) = ${lowered(plan)})`
}

/** Payments by which money came in: not those that failed. One that was refunded counts, with what was kept of it. */
export const charged = Prisma.sql`p.status <> 'failed'`

/** What is left of a charged payment after refunds, USD. */
export const keptAmount = Prisma.sql`(p.amount - p.refunded_amount)`

/** @throws TRPCError when the end lies before the start */
export function requireOrder({ start_date, end_date }: Period): void {
  if (start_date !== undefined && end_date !== undefined && end_date < start_date)
    throw badRequest('end_date', `expected a day from start_date (${start_date}) on, got "${end_date}"`)
}

/** A subquery, so that a plan for any word does not fold the word's case for each row. */
function lowered(word: string): Prisma.Sql {
  return Prisma.sql`(SELECT lower(${word}::TEXT))`
}

/** From the first instant of the first day to the last of the last, UTC. @throws TRPCError when the end lies before the start */
export function within(period: Period, instant: 'w.watched_on' | 'p.payment_date'): Predicate {
  requireOrder(period)
  const { start_date, end_date } = period
  const column = Prisma.raw(instant)
  return allOf([
    start_date === undefined ? undefined : Prisma.sql`${column} >= ${`${start_date}T00:00:00Z`}::TIMESTAMPTZ`,
    end_date === undefined
      ? undefined
      : Prisma.sql`${column} < ${`${end_date}T00:00:00Z`}::TIMESTAMPTZ + INTERVAL '1 day'`,
  ])
}

/** The same for a column of days. @throws TRPCError when the end lies before the start */
export function daysWithin(period: Period, day: 'p.day'): Predicate {
  requireOrder(period)
  const { start_date, end_date } = period
  const column = Prisma.raw(day)
  return allOf([
    start_date === undefined ? undefined : Prisma.sql`${column} >= ${start_date}::DATE`,
    end_date === undefined ? undefined : Prisma.sql`${column} <= ${end_date}::DATE`,
  ])
}

function allOf(bounds: Predicate[]): Predicate {
  const present = bounds.filter((bound) => bound !== undefined)
  return present.length === 0 ? undefined : Prisma.join(present, ' AND ')
}
