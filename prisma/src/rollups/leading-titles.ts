import { Prisma } from '../generated/client.ts'
import { facts } from './facts.ts'

export interface LeadingTitles {
  /** What they lead by. */
  by: 'watches' | 'progress'
  /** How many of each month, and those with as much as the last of them; or all with at least so much, a query of one number. */
  most: number | { atLeast: Prisma.Sql }
  /** The first day of the one month, or what is true of a column of such days; all of them when left out. */
  months?: string | ((column: Prisma.Sql) => Prisma.Sql) | undefined
  /** Only watches by users on this plan (subscription_id). Its months are in order of watches alone. */
  plan?: string | undefined
  /** Only these titles: a query of content_id. */
  titles?: Prisma.Sql | undefined
}

/**
 * The titles that lead each month by watches or progress, exact at this moment: a subquery of month, content_id,
 * watches and progress, with one row a title and month. It may hold more than asked for, never less. Only so many
 * entries of an index in that order are read; titles that changed since the last fold are summed apart, since that
 * order does not know of them.
 */
export function leadingTitles({ by, most, months, plan, titles }: LeadingTitles): Prisma.Sql {
  const rollup = Prisma.raw(plan === undefined ? 'title_months' : 'watch_title_months')
  const measure = Prisma.raw(by)
  const among = (column: string) => {
    if (months === undefined) return Prisma.sql`TRUE`
    return typeof months === 'string'
      ? Prisma.sql`${Prisma.raw(column)} = ${months}::DATE`
      : months(Prisma.raw(column))
  }
  // One month is named, not looked for, so that the planner knows it.
  const each =
    typeof months === 'string'
      ? Prisma.sql`SELECT ${months}::DATE AS month`
      : Prisma.sql`SELECT DISTINCT g.month FROM watch_genre_months AS g WHERE ${among('g.month')}`
  const meant = (table: string) =>
    Prisma.join(
      [
        Prisma.sql`TRUE`,
        ...(plan === undefined ? [] : [Prisma.sql`${Prisma.raw(table)}.subscription_id = ${plan}::INT8`]),
        // IS TRUE here, and IS NOT TRUE below: sets that are looked into for each entry of the index. As joins, which
        // the planner makes of a bare IN, they are gone through row by row, since it cannot know how long they are.
        ...(titles === undefined
          ? []
          : [Prisma.sql`(${Prisma.raw(table)}.content_id IN (SELECT content_id FROM meant)) IS TRUE`]),
      ],
      ' AND ',
    )
  const unchanged = (table: string) => {
    const key = Prisma.raw(`(${table}.month, ${table}.content_id)`)
    return Prisma.sql`(${key} IN (SELECT month, content_id FROM changed)) IS NOT TRUE`
  }
  const least =
    typeof most === 'number'
      ? Prisma.sql`COALESCE((
          SELECT u.${measure} FROM ${rollup} AS u
          WHERE u.month = m.month AND ${meant('u')} AND ${unchanged('u')}
          ORDER BY u.${measure} DESC LIMIT 1 OFFSET ${most - 1}::INT8), 0)`
      : most.atLeast
  return Prisma.sql`(
    WITH ${titles === undefined ? Prisma.empty : Prisma.sql`meant AS MATERIALIZED (${titles}),`}
    changed AS (
      SELECT date_trunc('month', f.day::TIMESTAMP)::DATE AS month, f.content_id, SUM(f.watches)::INT8 AS watches,
        SUM(f.progress)::DECIMAL(18, 2) AS progress
      FROM ${facts.watch.deltas} AS f WHERE ${meant('f')} GROUP BY 1, 2
    )
    SELECT t.month, t.content_id, t.watches, t.progress
    FROM (${each}) AS m
    CROSS JOIN LATERAL (
      SELECT t.month, t.content_id, t.watches, t.progress FROM ${rollup} AS t
      WHERE t.month = m.month AND t.watches > 0 AND ${meant('t')} AND ${unchanged('t')}
        AND t.${measure} >= ${least}
    ) AS t
    UNION ALL
    SELECT c.month, c.content_id, c.watches + COALESCE(t.watches, 0), c.progress + COALESCE(t.progress, 0)
    FROM changed AS c
    LEFT JOIN LATERAL (
      SELECT t.watches, t.progress FROM ${rollup} AS t
      WHERE t.month = c.month AND t.content_id = c.content_id AND ${meant('t')} LIMIT 1
    ) AS t ON TRUE
    WHERE c.watches + COALESCE(t.watches, 0) > 0 AND ${among('c.month')}${
      typeof most === 'number'
        ? Prisma.empty
        : Prisma.sql` AND c.${measure} + COALESCE(t.${measure}, 0) >= ${least}`
    }
  )`
}
