import { Prisma } from '../../generated/client.ts'

/** Nearly all questions ask for at most so many rows. */
const usual = 10

/**
 * The limit of a subquery whose rows are ordered and limited again outside: a number in the statement's text, which PostgreSQL's
 * planner knows, or a parameter where more than ten rows are asked for. Of a parameter it assumes a tenth of all rows, and plans
 * each question anew, which took a quarter to a half of the answer's time over ten million watches (docs/benchmarks.md).
 */
export function limitKnownToPlanner(limit: number): Prisma.Sql {
  return limit <= usual ? Prisma.raw(String(usual)) : Prisma.sql`${limit}::INT8`
}
