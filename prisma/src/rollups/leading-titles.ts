import { Prisma } from '../generated/client.ts'
import { facts } from './facts.ts'

export interface LeadingTitles {
  /** How many of each month; those with as many watches as the last of them come, too. */
  most: number
  /** Of a column of first days of months; all of them when left out. */
  months?: ((column: Prisma.Sql) => Prisma.Sql) | undefined
  /** Only watches by users on this plan (subscription_id). */
  plan?: string | undefined
  /** Only these titles (content_id). */
  titles?: readonly string[] | undefined
}

/**
 * The titles that lead each month by watches, exact at this moment: a subquery of month, content_id and watches, with
 * one row a title and month. It may hold more than asked for, never less. Only so many entries of the index by watches
 * are read; titles that changed since the last fold are summed apart, since that order does not know of them.
 */
export function leadingTitles({ most, months, plan, titles }: LeadingTitles): Prisma.Sql {
  const rollup = Prisma.raw(plan === undefined ? 'title_months' : 'watch_title_months')
  const among = (column: string) => (months === undefined ? Prisma.sql`TRUE` : months(Prisma.raw(column)))
  const meant = (table: string) =>
    Prisma.join(
      [
        Prisma.sql`TRUE`,
        ...(plan === undefined ? [] : [Prisma.sql`${Prisma.raw(table)}.subscription_id = ${plan}::INT8`]),
        ...(titles === undefined
          ? []
          : [Prisma.sql`${Prisma.raw(table)}.content_id = ANY(${titles}::INT8[])`]),
      ],
      ' AND ',
    )
  const unchanged = (table: string) => Prisma.sql`NOT EXISTS (
    SELECT 1 FROM changed AS d
    WHERE d.month = ${Prisma.raw(table)}.month AND d.content_id = ${Prisma.raw(table)}.content_id)`
  return Prisma.sql`(
    WITH changed AS (
      SELECT date_trunc('month', f.day::TIMESTAMP)::DATE AS month, f.content_id, SUM(f.watches)::INT8 AS watches
      FROM ${facts.watch.deltas} AS f WHERE ${meant('f')} GROUP BY 1, 2
    )
    SELECT t.month, t.content_id, t.watches
    FROM (SELECT DISTINCT g.month FROM watch_genre_months AS g WHERE ${among('g.month')}) AS m
    CROSS JOIN LATERAL (
      SELECT t.month, t.content_id, t.watches FROM ${rollup} AS t
      WHERE t.month = m.month AND t.watches > 0 AND ${meant('t')} AND ${unchanged('t')}
        AND t.watches >= COALESCE((
          SELECT u.watches FROM ${rollup} AS u
          WHERE u.month = m.month AND ${meant('u')} AND ${unchanged('u')}
          ORDER BY u.watches DESC LIMIT 1 OFFSET ${most - 1}::INT8), 1)
    ) AS t
    UNION ALL
    SELECT c.month, c.content_id, c.watches + COALESCE(t.watches, 0)
    FROM changed AS c
    LEFT JOIN ${rollup} AS t ON t.month = c.month AND t.content_id = c.content_id AND ${meant('t')}
    WHERE c.watches + COALESCE(t.watches, 0) > 0 AND ${among('c.month')}
  )`
}
