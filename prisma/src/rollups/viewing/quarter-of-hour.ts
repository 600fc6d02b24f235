import { Prisma } from '../../generated/client.ts'

/** Hours are kept in quarters, since the clocks of some zones differ from UTC by a half or three quarters of an hour. */
const quarterMs = Prisma.sql`900000`

/**
 * Milliseconds from 1970-01-01T00:00Z to an instant, as a whole number: of seconds PostgreSQL makes decimals and CockroachDB floating
 * points, whose sums would differ at the edges of quarters.
 */
function millisecondsOf(instant: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`ROUND(EXTRACT(EPOCH FROM ${instant})::FLOAT8 * 1000)::INT8`
}

/** The quarter of an hour that an instant is in, counted from 1970-01-01T00:00Z. */
export function quarterOf(instant: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`FLOOR(${millisecondsOf(instant)}::DECIMAL / ${quarterMs}::DECIMAL)::INT8`
}

/** The first full quarter of an hour that is not before so many milliseconds, a whole number, after an instant. */
export function nextQuarter(instant: Prisma.Sql, after: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`CEIL((${millisecondsOf(instant)} + ${after})::DECIMAL / ${quarterMs}::DECIMAL)::INT8`
}
