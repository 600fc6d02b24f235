import { Prisma } from '../../generated/client.ts'
import { nextQuarter } from './quarter-of-hour.ts'

/** What a hundredth of a percent of a minute takes: 60,000 ms ÷ 10,000. */
const msOfHundredth = Prisma.sql`6`

/**
 * By how much the plays that are running become more at each full quarter of an hour: a play is one from its beginning until its share
 * of its title's length is over. Of a title whose length is not known nobody can say how long a play runs: it is left out.
 * @param rows watches with content_id, watched_on and progress; columns that are named besides are kept
 * @param titles with content_id and runtime_minutes
 */
export function viewerChanges(
  rows: Prisma.Sql,
  titles: Prisma.Sql,
  kept: Prisma.Sql = Prisma.empty,
): Prisma.Sql {
  const runs = Prisma.sql`ROUND(w.progress * 100)::INT8 * c.runtime_minutes * ${msOfHundredth}`
  return Prisma.sql`
    SELECT ${kept} ${nextQuarter(
      Prisma.sql`w.watched_on`,
      Prisma.sql`CASE WHEN e.viewers < 0 THEN ${runs} ELSE 0 END`,
    )} AS quarter, e.viewers::INT8 AS viewer_change
    FROM ${rows} AS w
    JOIN ${titles} AS c ON c.content_id = w.content_id
    CROSS JOIN (VALUES (1), (-1)) AS e (viewers)
    WHERE c.runtime_minutes IS NOT NULL AND w.progress > 0`
}

/** The same, added up; plays that began and ended between two quarters are nothing. */
export function viewersCounted(rows: Prisma.Sql, titles: Prisma.Sql, sign: 1 | -1): Prisma.Sql {
  return Prisma.sql`
    SELECT v.quarter, ${sign}::INT8 * SUM(v.viewer_change)::INT8 AS viewer_change
    FROM (${viewerChanges(rows, titles)}) AS v GROUP BY v.quarter HAVING SUM(v.viewer_change) <> 0`
}
