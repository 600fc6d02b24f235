import { Prisma } from '../../generated/client.ts'
import { deltasOf } from '../deltas/delta-tables.ts'
import { amongMonths, type ChosenMonths, eachMonth } from './chosen-months.ts'

export interface LeadingTitles {
  /** How many of each month, and those with as much as the last of them; or all with at least so much, a query of one number. */
  most: number | { atLeast: Prisma.Sql }
  /** All of them when left out. */
  months?: ChosenMonths | undefined
  /** Only watches by users on this plan (subscription_id). */
  plan?: string | undefined
  /** What is true of the titles that are meant, of `c` alone; all of them when left out. */
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
        ...(titles === undefined
          ? []
          : [
              Prisma.sql`EXISTS (
                SELECT 1 FROM content AS c WHERE c.content_id = ${Prisma.raw(table)}.content_id AND ${titles})`,
            ]),
      ],
      ' AND ',
    )
  const unchanged = (table: string) => Prisma.sql`NOT EXISTS (
    SELECT 1 FROM changed AS c
    WHERE c.month = ${Prisma.raw(table)}.month AND c.content_id = ${Prisma.raw(table)}.content_id)`
  const least =
    typeof most === 'number'
      ? Prisma.sql`COALESCE((
          SELECT MIN(u.watches) FROM (
            SELECT u.watches FROM ${rollup} AS u
            WHERE u.month = m.month AND ${meant('u')} AND ${unchanged('u')}
            ORDER BY u.watches DESC LIMIT ${most}::INT8) AS u), 0)`
      : most.atLeast
  return Prisma.sql`(
    WITH changed AS MATERIALIZED (
      SELECT date_trunc('month', f.day::TIMESTAMP)::DATE AS month, f.content_id, SUM(f.watches)::INT8 AS watches
      FROM ${deltasOf('watch')} AS f WHERE ${meant('f')} GROUP BY 1, 2
    ),
    bounds AS MATERIALIZED (
      SELECT m.month, ${least} AS watches FROM (${eachMonth(months)}) AS m
    )
    SELECT t.month, t.content_id, t.watches
    FROM bounds AS b
    JOIN ${rollup} AS t ON t.month = b.month AND t.watches >= b.watches
    WHERE t.watches > 0 AND ${meant('t')} AND ${unchanged('t')}
    UNION ALL
    SELECT c.month, c.content_id, c.watches + COALESCE(t.watches, 0)
    FROM changed AS c
    LEFT JOIN ${rollup} AS t ON t.month = c.month AND t.content_id = c.content_id AND ${meant('t')}
    WHERE c.watches + COALESCE(t.watches, 0) > 0 AND ${amongMonths(months, 'c.month')}${
      typeof most === 'number'
        ? Prisma.empty
        : Prisma.sql` AND c.watches + COALESCE(t.watches, 0) >= ${least}`
    }
  )`
}

const everyMonth = () => Prisma.sql`TRUE`
