import { Prisma } from '../../generated/client.ts'
import { limitKnownToPlanner } from '../../rollups/ranking/limit-known-to-planner.ts'
import { deltasOf } from '../deltas/delta-tables.ts'
import { rollupRows } from '../rollup-statements.ts'
import { amongMonths, type ChosenMonths, eachMonth } from './chosen-months.ts'

export interface PopularInMonths {
  /** How many of each month. */
  limit: number
  months: ChosenMonths
  /** Only watches by users on these plans: a query of subscription_id. */
  plans?: Prisma.Sql | undefined
  /** What is true of the titles that are meant, of `c` alone; all of them when left out. */
  titles?: Prisma.Sql | undefined
}

/**
 * The titles of each month with the most progress, those with the same by watches and then content_id, exact at this moment: a
 * subquery of month, content_id, title, genre, watches and progress, with one row a title and month. It may hold more than
 * asked for, never less. An index in that very order is read until so many titles are found; those that changed since the last
 * fold are summed apart, since that order does not know of them.
 *
 * Titles that are few among all may not be found in it before the month's end. These are looked up one by one; many stand so close
 * that the order has them soon. The statement counts them, so that it is fast by one plan for any word.
 *
 * Of several plans, whose names differ in case alone, there is no such order: all their rows are summed. Which of the two it is
 * the statement finds out for itself, so that there is one for any plan's name.
 */
export function popularInMonths({ limit, months, plans, titles }: PopularInMonths): Prisma.Sql {
  const rollup = Prisma.raw(plans === undefined ? 'title_months' : 'watch_title_months')
  const ofPlan = (column: string) =>
    plans === undefined
      ? Prisma.empty
      : Prisma.sql`AND ${Prisma.raw(column)} = (SELECT o.subscription_id FROM one_plan AS o)`
  const monthsAndPlan = Prisma.sql`(${eachMonth(months)}) AS m ${plans === undefined ? Prisma.empty : Prisma.sql`CROSS JOIN one_plan AS o`}`
  const ofMonthAndPlan = Prisma.sql`t.month = m.month ${plans === undefined ? Prisma.empty : Prisma.sql`AND t.subscription_id = o.subscription_id`}`
  const named = Prisma.sql`JOIN content AS c ON c.content_id = t.content_id`
  const meant = titles === undefined ? Prisma.sql`TRUE` : Prisma.sql`(${titles})`
  const unchanged = Prisma.sql`NOT EXISTS (
    SELECT 1 FROM changed AS f WHERE f.month = t.month AND f.content_id = t.content_id)`
  const columns = Prisma.sql`t.month, t.content_id, c.title, c.genre, t.watches, t.progress`

  const inOrder = Prisma.sql`
    SELECT t.month, t.content_id, t.title, t.genre, t.watches, t.progress
    FROM ${monthsAndPlan}
    CROSS JOIN LATERAL (
      SELECT ${columns} FROM ${rollup} AS t ${named}
      WHERE ${ofMonthAndPlan} AND t.watches > 0 AND ${meant} AND ${unchanged}
        ${titles === undefined ? Prisma.empty : Prisma.sql`AND (SELECT n.are_many FROM title_count AS n)`}
      ORDER BY t.progress DESC, t.watches DESC, t.content_id
      LIMIT ${limitKnownToPlanner(limit)}
    ) AS t`
  const oneByOne = Prisma.sql`
    SELECT ${columns}
    FROM ${monthsAndPlan} CROSS JOIN some_titles AS s
    JOIN ${rollup} AS t ON ${ofMonthAndPlan} AND t.content_id = s.content_id ${named}
    WHERE t.watches > 0 AND ${unchanged} AND NOT (SELECT n.are_many FROM title_count AS n)`
  const unfolded = Prisma.sql`
    SELECT ${columns}
    FROM (
      SELECT f.month, f.content_id, f.watches + COALESCE(t.watches, 0) AS watches,
        f.progress + COALESCE(t.progress, 0) AS progress
      FROM changed AS f
      LEFT JOIN ${rollup} AS t
        ON t.month = f.month AND t.content_id = f.content_id ${ofPlan('t.subscription_id')}
      WHERE ${amongMonths(months, 'f.month')}
    ) AS t ${named}
    WHERE t.watches > 0 AND ${meant}`
  const ofSeveralPlans = Prisma.sql`
    SELECT ${columns}
    FROM (
      SELECT w.month, w.content_id, SUM(w.watches)::INT8 AS watches, SUM(w.progress)::DECIMAL(18, 2) AS progress
      FROM ${rollupRows('watch_title_months')} AS w
      WHERE w.subscription_id IN (SELECT subscription_id FROM several_plans) AND ${amongMonths(months, 'w.month')}
      GROUP BY w.month, w.content_id
    ) AS t ${named}
    WHERE t.watches > 0 AND ${meant}`
  const parts = [
    inOrder,
    ...(titles === undefined ? [] : [oneByOne]),
    unfolded,
    ...(plans === undefined ? [] : [ofSeveralPlans]),
  ]
  return Prisma.sql`(
    WITH ${plans === undefined ? Prisma.empty : planSets(plans)} ${titles === undefined ? Prisma.empty : titleSets(titles)}
    changed AS (
      SELECT date_trunc('month', f.day::TIMESTAMP)::DATE AS month, f.content_id, SUM(f.watches)::INT8 AS watches,
        SUM(f.progress)::DECIMAL(18, 2) AS progress
      FROM ${deltasOf('watch')} AS f WHERE TRUE ${ofPlan('f.subscription_id')} GROUP BY 1, 2
    )
    ${Prisma.join(parts, ' UNION ALL ')}
  )`
}

/** The plans that are meant where they are one, and where they are several. */
function planSets(plans: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    plans AS MATERIALIZED (${plans}),
    one_plan AS MATERIALIZED (SELECT MIN(p.subscription_id) AS subscription_id FROM plans AS p HAVING COUNT(*) = 1),
    several_plans AS MATERIALIZED (
      SELECT p.subscription_id FROM plans AS p WHERE NOT EXISTS (SELECT 1 FROM one_plan)
    ),`
}

/** Up to so many titles are looked up. */
const few = 100

/** The titles that are meant where they are few, with one more to tell, and whether they are more. */
function titleSets(titles: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    some_titles AS MATERIALIZED (
      SELECT c.content_id FROM content AS c WHERE ${titles} LIMIT ${Prisma.raw(String(few + 1))}
    ),
    title_count AS MATERIALIZED (SELECT COUNT(*) > ${Prisma.raw(String(few))} AS are_many FROM some_titles),`
}
