import { Prisma } from '../../generated/client.ts'
import { deltasOf } from '../deltas/delta-tables.ts'
import { cohortOfUser } from '../payment-histories/cohort-watches.ts'
import { addTo, rollupRows, titleOf } from '../rollup-statements.ts'

/**
 * What cohorts of customers watched by month has two sources of change: watches, which count for the cohort that their user is of, and
 * payments that change whose cohort that is. The first are told by deltas of watches, which take the cohort as it is when they are read or
 * folded; the second move what is folded, by deltas of their own.
 */

const rollup = 'cohort_watch_months'

/** Watches `rows`, as facts with the user, by cohort and month. @param title as of `summed` */
function byCohort(rows: Prisma.Sql, title?: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT k.cohort, date_trunc('month', f.day::TIMESTAMP)::DATE AS month, SUM(f.watches)::INT8 AS watches,
      SUM(f.progress * COALESCE(c.runtime_minutes, 0)::DECIMAL * 0.01)::DECIMAL(18, 4) AS minutes
    FROM ${rows} AS f ${titleOf(title)} ${cohortOfUser}
    WHERE k.cohort IS NOT NULL
    GROUP BY 1, 2`
}

/** Watches and minutes by cohort and month at this moment: a subquery of which several rows may have the same key. Sum them. */
export function cohortWatchRows(): Prisma.Sql {
  return Prisma.sql`(
    SELECT h.cohort, h.month, h.watches, h.minutes FROM ${rollupRows(rollup)} AS h
    UNION ALL
    SELECT w.cohort, w.month, w.watches, w.minutes FROM (${byCohort(deltasOf('watch'))}) AS w)`
}

/** The statement that adds watches to their users' cohorts. @param title as of `summed` */
export function addCohortWatches(rows: Prisma.Sql, title?: Prisma.Sql): Prisma.Sql {
  return addTo(rollup, byCohort(rows, title))
}
