import { Prisma } from '../../generated/client.ts'
import { deltasOf } from '../deltas/delta-tables.ts'

/**
 * Distinct users with a watch, by day, by month and in the seven days up to each day: exact, and with one row a bucket. Distinct counts
 * do not add up, so a delta says only whose watches changed. Whether that made somebody active, or ended it, is told by the
 * user's watches in the bucket: those there now, and those there before the deltas, which is now less the deltas.
 */
export const activeUserGrains = ['day', 'week', 'month'] as const
export type ActiveUserGrain = (typeof activeUserGrains)[number]

const tables = {
  day: { table: 'active_user_days', column: 'day' },
  /** A week is not one of the calendar: it ends with its day. */
  week: { table: 'active_user_weeks', column: 'last_day' },
  month: { table: 'active_user_months', column: 'month' },
} as const

/** The rollup, and which of its columns is the bucket. */
export function activeUserTable(grain: ActiveUserGrain): { table: string; column: string } {
  return tables[grain]
}

const weekDays = Prisma.sql`generate_series(0, 6) AS k (days)`

interface Buckets {
  /** The buckets of a day `f.day`, and what is joined to tell them. */
  of: Prisma.Sql
  join: Prisma.Sql
  /** First instant of a bucket `d.bucket`, and the first after it, both without a zone. */
  from: Prisma.Sql
  to: Prisma.Sql
}

const buckets: Record<ActiveUserGrain, Buckets> = {
  day: {
    of: Prisma.sql`f.day::TIMESTAMP`,
    join: Prisma.empty,
    from: Prisma.sql`d.bucket`,
    to: Prisma.sql`(d.bucket + INTERVAL '1 day')`,
  },
  week: {
    of: Prisma.sql`(f.day + k.days)::TIMESTAMP`,
    join: Prisma.sql`CROSS JOIN ${weekDays}`,
    from: Prisma.sql`(d.bucket - INTERVAL '6 days')`,
    to: Prisma.sql`(d.bucket + INTERVAL '1 day')`,
  },
  month: {
    of: Prisma.sql`date_trunc('month', f.day::TIMESTAMP)`,
    join: Prisma.empty,
    from: Prisma.sql`d.bucket`,
    to: Prisma.sql`(d.bucket + INTERVAL '1 month')`,
  },
}

/**
 * Bucket and change of active users by some deltas. The watches are counted in a join of their own: as a value among those
 * selected, the planner puts the counting wherever the value's name stands, and a fold did it four times.
 * @param deltas a query or CTE with the columns of watch deltas
 * @param others a join of `o`, whose `watches` are those of all deltas of the user `d.user_id` in `d.bucket`; undefined where `deltas` are all
 */
function activeUserChanges(grain: ActiveUserGrain, deltas: Prisma.Sql, others?: Prisma.Sql): Prisma.Sql {
  const { of, join, from, to } = buckets[grain]
  const known = Prisma.sql`n.watches - ${others === undefined ? Prisma.sql`d.added` : Prisma.sql`o.watches`}`
  return Prisma.sql`
    SELECT b.bucket::DATE AS ${columnOf(grain)},
      SUM((CASE WHEN b.known + b.added > 0 THEN 1 ELSE 0 END - CASE WHEN b.known > 0 THEN 1 ELSE 0 END)::INT8)::INT8 AS active_users
    FROM (
      SELECT d.bucket, d.added, ${known} AS known
      FROM (
        SELECT ${of} AS bucket, f.user_id, SUM(f.watches) AS added
        FROM ${deltas} AS f ${join} GROUP BY 1, 2
      ) AS d
      CROSS JOIN LATERAL (
        SELECT COUNT(*) AS watches FROM watchhistory AS w
        WHERE w.user_id = d.user_id AND w.watched_on >= ${from} AT TIME ZONE 'UTC' AND w.watched_on < ${to} AT TIME ZONE 'UTC'
      ) AS n
      ${others ?? Prisma.empty}
      WHERE d.added <> 0
    ) AS b
    GROUP BY 1`
}

function columnOf(grain: ActiveUserGrain): Prisma.Sql {
  return Prisma.raw(tables[grain].column)
}

/** Active users by bucket at this moment: a subquery of which several rows may have the same bucket. Sum them. */
export function activeUserRows(grain: ActiveUserGrain): Prisma.Sql {
  return Prisma.sql`(
    SELECT ${columnOf(grain)}, active_users FROM ${Prisma.raw(tables[grain].table)}
    UNION ALL
    SELECT ${columnOf(grain)}, active_users FROM (${activeUserChanges(grain, deltasOf('watch'))}) AS changed)`
}

/** Active users by bucket, counted from the watches themselves. @param which users `f`; counts of others add up to all */
export function activeUsersCounted(grain: ActiveUserGrain, which: Prisma.Sql): Prisma.Sql {
  if (grain === 'week') return usersOfWeeks(which)
  return Prisma.sql`
    SELECT date_trunc(${grain}::TEXT, f.watched_on AT TIME ZONE 'UTC')::DATE AS ${columnOf(grain)},
      COUNT(DISTINCT f.user_id)::INT8 AS active_users
    FROM watchhistory AS f WHERE ${which} GROUP BY 1`
}

/** A day of a user counts for the seven days from it on, but not from their next day on, which counts for itself: each once. */
function usersOfWeeks(which: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT (d.day + k.days)::DATE AS last_day, COUNT(*)::INT8 AS active_users
    FROM (
      SELECT d.day, LEAD(d.day) OVER (PARTITION BY d.user_id ORDER BY d.day) AS next
      FROM (
        SELECT f.user_id, (f.watched_on AT TIME ZONE 'UTC')::DATE AS day FROM watchhistory AS f WHERE ${which} GROUP BY 1, 2
      ) AS d
    ) AS d
    CROSS JOIN ${weekDays}
    WHERE d.next IS NULL OR d.day + k.days < d.next
    GROUP BY 1`
}

/** The statement that adds rows of the table's own columns to it. */
export function addActiveUsers(grain: ActiveUserGrain, rows: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    INSERT INTO ${Prisma.raw(tables[grain].table)} AS r (${columnOf(grain)}, active_users) ${rows}
    ON CONFLICT (${columnOf(grain)}) DO UPDATE SET active_users = r.active_users + excluded.active_users`
}

/**
 * The statement that adds what some deltas make of active users. Deltas of the same user and bucket that are not among them stay: the
 * watches that the rollup knew of are those there now, less all deltas, these and those.
 * @param deltas a CTE of the rows that go
 */
export function addActiveUserChanges(grain: ActiveUserGrain, deltas: Prisma.Sql): Prisma.Sql {
  const { from, to } = buckets[grain]
  const others = Prisma.sql`
      CROSS JOIN LATERAL (
        SELECT SUM(a.watches) AS watches FROM watch_deltas AS a
        WHERE a.user_id = d.user_id AND a.day >= ${from}::DATE AND a.day < ${to}::DATE
      ) AS o`
  return addActiveUsers(
    grain,
    Prisma.sql`
      SELECT changed.${columnOf(grain)}, changed.active_users
      FROM (${activeUserChanges(grain, deltas, others)}) AS changed WHERE changed.active_users <> 0`,
  )
}
