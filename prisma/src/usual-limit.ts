import { Prisma } from './generated/client.ts'

/** Up to so many rows are what is asked for nearly always. */
const usual = 10

/**
 * The limit of a subquery whose rows are ordered and limited again outside: `limit`, or more where that is small, and then a number
 * in the statement's text. With a limit that is a parameter PostgreSQL takes a tenth of all rows for meant, finds a plan for any
 * limit dear, and plans each question anew, which takes as long as the answer.
 */
export function usualLimit(limit: number): Prisma.Sql {
  return limit <= usual ? Prisma.raw(String(usual)) : Prisma.sql`${limit}::INT8`
}
