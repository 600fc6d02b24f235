import { Prisma } from '../../generated/client.ts'
import { quarterOf } from './quarter-of-hour.ts'

/** What a watch `w` is about, as a fact. */
export const watchKeys = Prisma.sql`
  (w.watched_on AT TIME ZONE 'UTC')::DATE AS day, ${quarterOf(Prisma.sql`w.watched_on`)} AS quarter,
  w.user_id, w.content_id, w.subscription_id, FLOOR(w.progress)::INT8 AS percent`

/** From how many percent on a watch is one of a starter, watcher or completer (docs/metrics.md). */
const seen = {
  starters: Prisma.sql`w.progress > 0`,
  watchers: Prisma.sql`w.progress >= 70`,
  completers: Prisma.sql`w.progress >= 90`,
}

const measures = Object.entries(seen)

/** Watches as facts, one a row. */
export const watches = Prisma.sql`
  SELECT ${watchKeys}, 1::INT8 AS watches,
    ${Prisma.join(measures.map(([name, is]) => Prisma.sql`CASE WHEN ${is} THEN 1 ELSE 0 END::INT8 AS ${Prisma.raw(name)}`))},
    w.progress
  FROM watchhistory AS w`

/** The same, added up by what they are about. @param rows with user_id, content_id, subscription_id, watched_on and progress */
export function watchesCounted(rows: Prisma.Sql, sign: 1 | -1): Prisma.Sql {
  return Prisma.sql`
    SELECT ${watchKeys}, ${sign}::INT8 * COUNT(*) AS watches,
      ${Prisma.join(measures.map(([name, is]) => Prisma.sql`${sign}::INT8 * COUNT(CASE WHEN ${is} THEN 1 END) AS ${Prisma.raw(name)}`))},
      ${sign}::DECIMAL * SUM(w.progress) AS progress
    FROM ${rows} AS w
    GROUP BY 1, 2, 3, 4, 5, 6`
}
