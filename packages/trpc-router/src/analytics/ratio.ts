import { Prisma } from '@streaming/db'

/** A ratio of sums to four decimals, halves away from zero; null where the denominator is 0. */
export function ratio(numerator: Prisma.Sql, denominator: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`ROUND((${numerator})::DECIMAL / NULLIF(${denominator}, 0)::DECIMAL, 4)`
}
