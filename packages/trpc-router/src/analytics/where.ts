import { Prisma, type Query } from '@streaming/db'
import { z } from 'zod'
import { type Period, requireOrder } from '../procedure/fields/filters.ts'

/** Predicates that questions compose. Every value is a parameter. */

type Predicate = Prisma.Sql | undefined

/** `WHERE …` of the predicates that are there, or nothing. */
export function where(...predicates: Predicate[]): Prisma.Sql {
  const present = predicates.filter((predicate) => predicate !== undefined)
  return present.length === 0 ? Prisma.empty : Prisma.sql`WHERE ${Prisma.join(present, ' AND ')}`
}

interface TitleWords {
  genre?: string | undefined
  content_type?: string | undefined
}

/** What is true of titles `c` by their words, in any case; undefined where all are meant. */
export function ofWords({ genre, content_type }: TitleWords): Predicate {
  return allOf([ofTitleWord('c.genre', genre), ofTitleWord('c.content_type', content_type)])
}

/** There are indexes of these columns in any case. By them the planner knows how many titles have a word, where it plans for that word. */
function ofTitleWord(column: 'c.genre' | 'c.content_type', word: string | undefined): Predicate {
  return word === undefined ? undefined : Prisma.sql`lower(${Prisma.raw(column)}) = lower(${word}::TEXT)`
}

/**
 * The same of rows of rollups `w`. Their words are those of titles: the titles' are folded, of which there are fewer, and a row's are
 * compared as they are.
 */
export function ofRowWord(column: 'genre' | 'content_type', word: string | undefined): Predicate {
  const meant = ofTitleWord(`c.${column}`, word)
  return (
    meant &&
    Prisma.sql`w.${Prisma.raw(column)} IN (SELECT c.${Prisma.raw(column)} FROM content AS c WHERE ${meant})`
  )
}

/** Of plans `s` by their name, in any case. The word is in a subquery, so that a plan of any does not fold its case for each row. */
export function ofPlanName(name: string | undefined): Predicate {
  return name === undefined ? undefined : Prisma.sql`lower(s.name) = (SELECT lower(${name}::TEXT))`
}

/** A query of the ids of titles by their words; undefined where all are meant. */
export function titleIds(words: TitleWords): Prisma.Sql | undefined {
  const meant = ofWords(words)
  return meant && Prisma.sql`SELECT c.content_id FROM content AS c ${where(meant)}`
}

/** A query of the ids of plans by their name; undefined where all are meant. */
export function planIds(plan: string | undefined): Prisma.Sql | undefined {
  const named = ofPlanName(plan)
  return named && Prisma.sql`SELECT s.subscription_id FROM subscriptions AS s ${where(named)}`
}

/** Ids of the plans that the filter names, for a query that is planned for them; undefined where there is no filter. */
export async function plansNamed(query: Query, plan: string | undefined): Promise<string[] | undefined> {
  const ids = planIds(plan)
  if (ids === undefined) return undefined
  const rows = await query(
    Prisma.sql`SELECT p.subscription_id::TEXT AS id FROM (${ids}) AS p`,
    z.object({ id: z.string() }),
  )
  return rows.map(({ id }) => id)
}

export function ofPlan(
  plan: string | undefined,
  column: 'w.subscription_id' | 'p.subscription_id',
): Predicate {
  const ids = planIds(plan)
  return ids && Prisma.sql`${Prisma.raw(column)} IN (${ids})`
}

/** What is left of a charged payment after refunds, USD. */
export const keptAmount = Prisma.sql`(p.amount - p.refunded_amount)`

/** From the first day to the last. @throws TRPCError when the end lies before the start */
export function daysWithin(period: Period, day: 'p.day'): Predicate {
  requireOrder(period)
  const { start_date, end_date } = period
  const column = Prisma.raw(day)
  return allOf([
    start_date === undefined ? undefined : Prisma.sql`${column} >= ${start_date}::DATE`,
    end_date === undefined ? undefined : Prisma.sql`${column} <= ${end_date}::DATE`,
  ])
}

function allOf(predicates: Predicate[]): Predicate {
  const present = predicates.filter((predicate) => predicate !== undefined)
  return present.length === 0 ? undefined : Prisma.join(present, ' AND ')
}
