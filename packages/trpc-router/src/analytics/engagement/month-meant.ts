import { Prisma, rollupRows } from '@streaming/db'
import { z } from 'zod'

/** One month, such as `2024-09`. */
export const month = z
  .string('expected a month such as 2024-09')
  .regex(/^(?!0000)\d{4}-(0[1-9]|1[0-2])$/, 'expected a month such as 2024-09')
  .optional()
  .meta({ description: 'The month; without one, the last whole one with a watch.', example: '2024-09' })

/** Its first day, or that of the last whole month with a watch. */
export function monthMeant(asked: string | undefined): Prisma.Sql {
  return asked === undefined
    ? Prisma.sql`(
        SELECT MAX(w.month) FROM (
          SELECT g.month FROM ${rollupRows('watch_genre_months')} AS g
          WHERE g.month < date_trunc('month', now() AT TIME ZONE 'UTC')::DATE GROUP BY g.month HAVING SUM(g.watches) <> 0
        ) AS w)`
    : Prisma.sql`${`${asked}-01`}::DATE`
}
