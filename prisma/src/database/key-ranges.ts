import { z } from 'zod'
import { Prisma } from '../generated/client.ts'
import type { Query } from './database.ts'

/** Keys above `after`, up to `to`. */
export interface KeyRange {
  after: string
  to: string
}

const beforeAll = '-9223372036854775808'

/**
 * Ranges of a table's whole-number key, in order, of so many rows each. Every one begins behind the one before, so that who deletes
 * them is not led over what is deleted already: CockroachDB keeps that for hours, and steps over it row by row.
 */
export async function* keyRanges(
  query: Query,
  table: string,
  key: string,
  size: number,
): AsyncGenerator<KeyRange> {
  const column = Prisma.raw(key)
  let after = beforeAll
  for (;;) {
    const [last] = await query(
      Prisma.sql`
        SELECT MAX(r.${column})::TEXT AS "to" FROM (
          SELECT t.${column} FROM ${Prisma.raw(table)} AS t WHERE t.${column} > ${after}::INT8
          ORDER BY t.${column} LIMIT ${size}::INT8) AS r`,
      z.object({ to: z.string().nullable() }),
    )
    const to = last?.to ?? undefined
    if (to === undefined) return
    yield { after, to }
    after = to
  }
}
