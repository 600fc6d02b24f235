import { Prisma } from '../generated/client.ts'
import { deltasOf } from './deltas/delta-tables.ts'

/**
 * Distinct users with a watch, by day and by month: exact, and with one row a day. Distinct counts do not add up,
 * so a delta says only whose watches changed. Whether that made somebody active, or ended it, is told by the
 * user's watches in the bucket: those there now, and those there before the deltas, which is now less the deltas.
 */
export const activeUserGrains = ['day', 'month'] as const
export type ActiveUserGrain = (typeof activeUserGrains)[number]

export function activeUserTable(grain: ActiveUserGrain): Prisma.Sql {
  return Prisma.raw(`active_user_${grain}s`)
}

/**
 * Bucket and change of active users by some deltas. The watches are counted in a join of their own: as a value among those
 * selected, the planner puts the counting wherever the value's name stands, and a fold did it four times.
 * @param deltas a query or CTE with the columns of watch deltas
 * @param others a join of `o`, whose `watches` are those of all deltas of the user `d.user_id` in `d.bucket`; undefined where `deltas` are all
 */
function activeUserChanges(grain: ActiveUserGrain, deltas: Prisma.Sql, others?: Prisma.Sql): Prisma.Sql {
  const next = nextOf(grain)
  const known = Prisma.sql`n.watches - ${others === undefined ? Prisma.sql`d.added` : Prisma.sql`o.watches`}`
  return Prisma.sql`
    SELECT b.bucket AS ${Prisma.raw(grain)},
      SUM((CASE WHEN b.known + b.added > 0 THEN 1 ELSE 0 END - CASE WHEN b.known > 0 THEN 1 ELSE 0 END)::INT8)::INT8 AS active_users
    FROM (
      SELECT d.bucket, d.added, ${known} AS known
      FROM (
        SELECT date_trunc(${grain}::TEXT, f.day::TIMESTAMP) AS bucket, f.user_id, SUM(f.watches) AS added
        FROM ${deltas} AS f GROUP BY 1, 2
      ) AS d
      CROSS JOIN LATERAL (
        SELECT COUNT(*) AS watches FROM watchhistory AS w
        WHERE w.user_id = d.user_id AND w.watched_on >= d.bucket AT TIME ZONE 'UTC'
          AND w.watched_on < (d.bucket + ${next}) AT TIME ZONE 'UTC'
      ) AS n
      ${others ?? Prisma.empty}
      WHERE d.added <> 0
    ) AS b
    GROUP BY 1`
}

function nextOf(grain: ActiveUserGrain): Prisma.Sql {
  return Prisma.raw(`INTERVAL '1 ${grain}'`)
}

/** Active users by bucket at this moment: a subquery of which several rows may have the same bucket. Sum them. */
export function activeUserRows(grain: ActiveUserGrain): Prisma.Sql {
  const column = Prisma.raw(grain)
  return Prisma.sql`(
    SELECT ${column}, active_users FROM ${activeUserTable(grain)}
    UNION ALL
    SELECT ${column}::DATE, active_users FROM (${activeUserChanges(grain, deltasOf('watch'))}) AS changed)`
}

/** Active users by bucket, counted from the watches themselves. @param which users `f`; counts of others add up to all */
export function activeUsersCounted(grain: ActiveUserGrain, which: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT date_trunc(${grain}::TEXT, f.watched_on AT TIME ZONE 'UTC')::DATE AS ${Prisma.raw(grain)},
      COUNT(DISTINCT f.user_id)::INT8 AS active_users
    FROM watchhistory AS f WHERE ${which} GROUP BY 1`
}

/** The statement that adds rows of the table's own columns to it. */
export function addActiveUsers(grain: ActiveUserGrain, rows: Prisma.Sql): Prisma.Sql {
  const column = Prisma.raw(grain)
  return Prisma.sql`
    INSERT INTO ${activeUserTable(grain)} AS r (${column}, active_users) ${rows}
    ON CONFLICT (${column}) DO UPDATE SET active_users = r.active_users + excluded.active_users`
}

/**
 * The statement that adds what some deltas make of active users. Deltas of the same user and bucket that are not among them stay: the
 * watches that the rollup knew of are those there now, less all deltas, these and those.
 * @param deltas a CTE of the rows that go
 */
export function addActiveUserChanges(grain: ActiveUserGrain, deltas: Prisma.Sql): Prisma.Sql {
  const column = Prisma.raw(grain)
  const others = Prisma.sql`
      CROSS JOIN LATERAL (
        SELECT SUM(a.watches) AS watches FROM watch_deltas AS a
        WHERE a.user_id = d.user_id AND a.day >= d.bucket::DATE AND a.day < (d.bucket + ${nextOf(grain)})::DATE
      ) AS o`
  return addActiveUsers(
    grain,
    Prisma.sql`
      SELECT changed.${column}::DATE, changed.active_users
      FROM (${activeUserChanges(grain, deltas, others)}) AS changed WHERE changed.active_users <> 0`,
  )
}
