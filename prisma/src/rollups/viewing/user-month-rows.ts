import { Prisma } from '../../generated/client.ts'
import { deltasOf } from '../deltas/delta-tables.ts'
import { rollupRows } from '../rollup-statements.ts'

/**
 * Users with a watch in a month, and their minutes, at this moment: one row each. Those of whom no delta is pending are read as they
 * are: to add up one row each takes longer than all the rest.
 * @param month a first day of a month
 */
export function userMonthRows(month: Prisma.Sql): Prisma.Sql {
  const pending = Prisma.sql`SELECT d.user_id FROM ${deltasOf('watch')} AS d`
  return Prisma.sql`(
    SELECT m.user_id, m.minutes FROM user_months AS m
    WHERE m.month = ${month} AND m.watches <> 0 AND NOT EXISTS (SELECT 1 FROM (${pending}) AS p WHERE p.user_id = m.user_id)
    UNION ALL
    SELECT m.user_id, SUM(m.minutes) AS minutes FROM ${rollupRows('user_months')} AS m
    WHERE m.month = ${month} AND m.user_id IN (${pending})
    GROUP BY m.user_id HAVING SUM(m.watches) <> 0)`
}
