import { Prisma, rollupRows } from '@streaming/db'

const today = Prisma.sql`(now() AT TIME ZONE 'UTC')::DATE`

/** The last day, up to today, on which something was watched or paid: a query of one row, `day`; null where there is none. */
export const dataUntil = Prisma.sql`
  SELECT MAX(l.day) AS day FROM (
    ${lastDay('watch_genre', 'watches')} UNION ALL ${lastDay('payment', 'payments')}
  ) AS l`

/** The last day, up to today, on which something was paid. */
export const lastPaidDay = Prisma.sql`SELECT MAX(l.day) FROM (${lastDay('payment', 'payments')}) AS l`

/** Of a rollup's days those since its last month before today's alone are read. */
function lastDay(rollup: 'watch_genre' | 'payment', measure: string): Prisma.Sql {
  const sum = Prisma.raw(measure)
  return Prisma.sql`
    SELECT d.day FROM ${rollupRows(`${rollup}_days`)} AS d
    WHERE d.day <= ${today} AND d.day >= COALESCE((
      SELECT MAX(m.month) FROM (
        SELECT r.month FROM ${rollupRows(`${rollup}_months`)} AS r
        WHERE r.month < date_trunc('month', ${today}::TIMESTAMP)::DATE GROUP BY r.month HAVING SUM(r.${sum}) <> 0
      ) AS m), DATE '0001-01-01')
    GROUP BY d.day HAVING SUM(d.${sum}) <> 0`
}
