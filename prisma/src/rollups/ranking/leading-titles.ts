import { Prisma } from '../../generated/client.ts'
import { deltasOf } from '../delta-tables.ts'
import { amongMonths, type ChosenMonths, eachMonth } from './chosen-months.ts'

export interface LeadingTitles {
  /** How many of each month, and those with as much as the last of them; or all with at least so much, a query of one number. */
  most: number | { atLeast: Prisma.Sql }
  /** All of them when left out. */
  months?: ChosenMonths | undefined
  /** Only watches by users on this plan (subscription_id). */
  plan?: string | undefined
  /** Only these titles: a query of content_id. */
  titles?: Prisma.Sql | undefined
}

/**
 * The titles that lead each month by watches, exact at this moment: a subquery of month, content_id and watches, with one
 * row a title and month. It may hold more than asked for, never less. Only so many entries of an index in that order are
 * read; titles that changed since the last fold are summed apart, since that order does not know of them.
 */
export function leadingTitles({ most, months = everyMonth, plan, titles }: LeadingTitles): Prisma.Sql {
  const rollup = Prisma.raw(plan === undefined ? 'title_months' : 'watch_title_months')
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
          SELECT u.watches FROM ${rollup} AS u
          WHERE u.month = m.month AND ${meant('u')} AND ${unchanged('u')}
          ORDER BY u.watches DESC LIMIT 1 OFFSET ${most - 1}::INT8), 0)`
      : most.atLeast
  return Prisma.sql`(
    WITH ${titles === undefined ? Prisma.empty : Prisma.sql`meant AS MATERIALIZED (${titles}),`}
    changed AS (
      SELECT date_trunc('month', f.day::TIMESTAMP)::DATE AS month, f.content_id, SUM(f.watches)::INT8 AS watches
      FROM ${deltasOf('watch')} AS f WHERE ${meant('f')} GROUP BY 1, 2
    )
    SELECT t.month, t.content_id, t.watches
    FROM (${eachMonth(months)}) AS m
    CROSS JOIN LATERAL (
      SELECT t.month, t.content_id, t.watches FROM ${rollup} AS t
      WHERE t.month = m.month AND t.watches > 0 AND ${meant('t')} AND ${unchanged('t')}
        AND t.watches >= ${least}
    ) AS t
    UNION ALL
    SELECT c.month, c.content_id, c.watches + COALESCE(t.watches, 0)
    FROM changed AS c
    LEFT JOIN LATERAL (
      SELECT t.watches FROM ${rollup} AS t
      WHERE t.month = c.month AND t.content_id = c.content_id AND ${meant('t')} LIMIT 1
    ) AS t ON TRUE
    WHERE c.watches + COALESCE(t.watches, 0) > 0 AND ${amongMonths(months, 'c.month')}${
      typeof most === 'number'
        ? Prisma.empty
        : Prisma.sql` AND c.watches + COALESCE(t.watches, 0) >= ${least}`
    }
  )`
}

const everyMonth = () => Prisma.sql`TRUE`
