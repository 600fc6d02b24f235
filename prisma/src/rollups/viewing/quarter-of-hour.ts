import { Prisma } from '../../generated/client.ts'

/** Hours are kept in quarters, since the clocks of some zones differ from UTC by a half or three quarters of an hour. */
const quarterSeconds = Prisma.sql`900`

/** Seconds from 1970-01-01T00:00Z to an instant, exact to the millisecond. */
function secondsOf(instant: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`EXTRACT(EPOCH FROM ${instant})::DECIMAL`
}

/** The quarter of an hour that an instant is in, counted from 1970-01-01T00:00Z. */
export function quarterOf(instant: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`FLOOR(${secondsOf(instant)} / ${quarterSeconds}::DECIMAL)::INT8`
}

/** The first full quarter of an hour that is not before so many seconds after an instant. */
export function nextQuarter(instant: Prisma.Sql, after: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`CEIL((${secondsOf(instant)} + ${after}) / ${quarterSeconds}::DECIMAL)::INT8`
}
