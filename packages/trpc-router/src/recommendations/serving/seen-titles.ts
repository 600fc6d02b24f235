import { Prisma } from '@streaming/db'

/** Percent from which a play ran to its end: what was finished is not recommended again. */
const finished = 90
/** Percent below which it was left at once: what was abandoned so early was not for them. */
const abandoned = 10

/**
 * What one user watched, a row a title: a query of content_id, `seen` (the most of it in one play, percent), last_on
 * and whether it is left out of recommendations.
 */
export function seenTitles(userId: string): Prisma.Sql {
  return Prisma.sql`
    SELECT w.content_id, MAX(w.progress) AS seen, MAX(w.watched_on) AS last_on,
      MAX(w.progress) >= ${finished}::DECIMAL OR MAX(w.progress) < ${abandoned}::DECIMAL AS left_out
    FROM watchhistory AS w WHERE w.user_id = ${userId}::INT8 GROUP BY w.content_id`
}
