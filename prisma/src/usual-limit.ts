import { Prisma } from './generated/client.ts'

/** Up to so many rows are what is asked for nearly always. */
const usual = 10

/**
 * The limit of a subquery in its final order whose rows are counted once more outside: a number in the statement's text where
 * few rows are asked for, which may be more than asked for, never less. Of a limit that is a parameter the planner thinks that a
 * tenth of all rows is meant, so that a plan for any limit looks dear to it, and it makes one for each question, which takes as
 * long as the answer.
 */
export function usualLimit(limit: number): Prisma.Sql {
  return limit <= usual ? Prisma.raw(String(usual)) : Prisma.sql`${limit}::INT8`
}
