import { z } from 'zod'
import type { Query } from '../../database/database.ts'
import { Prisma } from '../../generated/client.ts'
import { deltasOf } from '../deltas/delta-tables.ts'
import { rollupRows } from '../rollup-statements.ts'

/**
 * How the number of running plays goes through each day. The most of a day is no sum: it follows from all quarters of the day. So a
 * day is made anew from `viewer_quarters` when some of them change, in the transaction that changes them; a reader makes those anew
 * of which deltas are pending.
 */

const nothing = z.never()

/** First quarter of the day that a quarter is in. Days are numbered so, since they are counted in quarters on both sides. */
const dayOf = (quarter: string) => Prisma.raw(`${quarter} - ((${quarter} % 96) + 96) % 96`)

/**
 * Days by some changes: the first quarter at which the number changes, the most that it rises above the number that the day before left
 * (below, where it only falls), and by how much it has changed at the end.
 * @param changes a query or table with quarter and viewer_change; several rows may be of the same quarter
 */
export function viewerDaysOf(changes: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT r.day_start, MIN(r.quarter)::INT8 AS first_quarter, MAX(r.rise)::INT8 AS rise, SUM(r.viewer_change)::INT8 AS viewer_change
    FROM (
      SELECT q.day_start, q.quarter, q.viewer_change,
        SUM(q.viewer_change) OVER (PARTITION BY q.day_start ORDER BY q.quarter) AS rise
      FROM (
        SELECT ${dayOf('v.quarter')} AS day_start, v.quarter, SUM(v.viewer_change) AS viewer_change
        FROM ${changes} AS v GROUP BY v.quarter HAVING SUM(v.viewer_change) <> 0
      ) AS q
    ) AS r
    GROUP BY r.day_start`
}

const columns = Prisma.sql`day_start, first_quarter, rise, viewer_change`

/** Days at this moment: a subquery with these columns, one row a day. */
export function viewerDayRows(): Prisma.Sql {
  const pending = Prisma.sql`SELECT ${dayOf('d.quarter')} AS day_start FROM ${deltasOf('viewer')} AS d`
  return Prisma.sql`(
    SELECT ${columns} FROM viewer_days AS v
    WHERE NOT EXISTS (SELECT 1 FROM (${pending}) AS p WHERE p.day_start = v.day_start)
    UNION ALL
    SELECT ${columns} FROM (${viewerDaysOf(Prisma.sql`(
      SELECT c.quarter, c.viewer_change FROM (SELECT DISTINCT p.day_start FROM (${pending}) AS p) AS p
      JOIN ${rollupRows('viewer_quarters')} AS c ON c.quarter >= p.day_start AND c.quarter < p.day_start + 96)`)}) AS v)`
}

/** The statement that adds days. @param which of viewer_quarters `f` are meant: all quarters of a day, or none */
export function addViewerDays(which: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    INSERT INTO viewer_days (${columns})
    ${viewerDaysOf(Prisma.sql`(SELECT f.quarter, f.viewer_change FROM viewer_quarters AS f WHERE ${which})`)}`
}

/** Makes days anew after some of their quarters changed, in the caller's transaction. @param days their first quarters */
export async function remakeViewerDays(query: Query, days: readonly string[]): Promise<void> {
  const meant = Prisma.sql`(${[...days]}::INT8[])`
  await query(Prisma.sql`DELETE FROM viewer_days AS v WHERE v.day_start = ANY ${meant}`, nothing)
  await query(
    addViewerDays(
      Prisma.sql`f.quarter >= (SELECT MIN(m.day) FROM unnest${meant} AS m (day)) AND f.quarter < (SELECT MAX(m.day) + 96 FROM unnest${meant} AS m (day))
        AND ${dayOf('f.quarter')} = ANY ${meant}`,
    ),
    nothing,
  )
}

/** Days of the deltas that a fold took, a CTE `gone`: for `remakeViewerDays`. */
export const daysGone = Prisma.sql`SELECT DISTINCT (${dayOf('gone.quarter')})::TEXT AS day_start FROM gone`
