import { Prisma } from '../../generated/client.ts'
import { charged } from './charged.ts'

/** A payment makes somebody an active customer on its day and the thirty after it. */
const activeDays = Prisma.sql`31`
/** Of days that are looked back on for who came and who left. */
const windowDays = Prisma.sql`30`

/**
 * By how much the numbers of active customers change on a day, so that their sums up to a day are those of that day: customers with a
 * charged payment in the 31 days up to it; those who were active 30 days before and are not now; those whose first payment ever was in
 * the 30 days up to it.
 * @param payments whole histories of whichever users it holds
 */
export function customerDays(payments: Prisma.Sql): Prisma.Sql {
  const lapses = Prisma.sql`(c.next_day IS NULL OR c.next_day > c.day + ${activeDays})`
  return Prisma.sql`
    SELECT CASE e.edge
        WHEN 'paid' THEN c.day
        WHEN 'active no more' THEN LEAST(c.day + ${activeDays}, c.next_day)
        WHEN 'left no more' THEN LEAST(c.day + ${activeDays} + ${windowDays}, c.next_day)
        ELSE c.day + ${windowDays} END AS day,
      c.user_id,
      CASE e.edge WHEN 'paid' THEN 1 WHEN 'active no more' THEN -1 ELSE 0 END::INT8 AS active_change,
      CASE WHEN e.edge = 'active no more' AND ${lapses} THEN 1 WHEN e.edge = 'left no more' THEN -1 ELSE 0 END::INT8 AS churned_change,
      CASE WHEN e.edge = 'paid' AND c.place = 1 THEN 1 WHEN e.edge = 'new no more' THEN -1 ELSE 0 END::INT8 AS new_change
    FROM (
      SELECT d.user_id, d.day, LEAD(d.day) OVER days AS next_day, ROW_NUMBER() OVER days AS place
      FROM (
        SELECT DISTINCT p.user_id, (p.payment_date AT TIME ZONE 'UTC')::DATE AS day FROM ${payments} AS p WHERE ${charged}
      ) AS d
      WINDOW days AS (PARTITION BY d.user_id ORDER BY d.day)
    ) AS c
    CROSS JOIN unnest(ARRAY['paid', 'active no more', 'left no more', 'new no more']) AS e (edge)
    WHERE e.edge IN ('paid', 'active no more') OR (e.edge = 'left no more' AND ${lapses}) OR (e.edge = 'new no more' AND c.place = 1)`
}
