import { Prisma } from '../../generated/client.ts'
import { deltasOf } from '../deltas/delta-tables.ts'
import { type LeadingTitles, leadingTitles } from './leading-titles.ts'

/** Leaders of a month that are looked at beyond three times as many as are asked for: some came out late in it. */
const late = 20

export interface LeadingInDays {
  /** First day of the month. */
  month: string
  /** The days that count, from 1 on. */
  days: readonly number[]
  /** The month's other days. */
  others: readonly number[]
  /** How many; those with as many watches as the last of them come, too. */
  most: number
  /** Only watches by users on this plan (subscription_id). */
  plan?: string | undefined
  /** What is true of the titles that are meant, of `c` alone; all of them when left out. */
  titles?: Prisma.Sql | undefined
}

/**
 * The titles that lead some days of a month by watches, exact at this moment: a subquery of month, content_id and
 * watches, with one row a title. It may hold more than asked for, never less.
 *
 * A title has no more watches on the days than in the month, so only titles whose month reaches a bound can lead the
 * days: the watches on the days that so many of the month's leaders have at least. Those titles alone are summed, by the index of
 * days and titles. (As the threshold algorithm does: Fagin, Lotem and Naor, Optimal aggregation algorithms for
 * middleware, 2003.)
 */
export function leadingInDays({ month, days, others, most, plan, titles }: LeadingInDays): Prisma.Sql {
  const ofPlan = plan === undefined ? Prisma.sql`TRUE` : Prisma.sql`w.subscription_id = ${plan}::INT8`
  // The days themselves, or the month less the other ones, whichever are fewer. Which of them is said by numbers, so
  // that the statement's text is the same, and prepared once.
  const direct = days.length <= others.length
  const [monthTimes, daysTimes] = direct ? [0, 1] : [1, -1]
  const offsetsOf = (some: readonly number[]) =>
    Prisma.sql`unnest(${some.map((day) => day - 1)}::INT4[]) AS o (days)`
  const offsets = offsetsOf(direct ? days : others)
  const leading = (which: LeadingTitles['most']) =>
    leadingTitles({ most: which, months: month, plan, titles })
  // Through arrays, of which the planner expects ten elements: it expects so many of a subquery's rows that PostgreSQL
  // compiles the plan, for a tenth of a second.
  const column = (rows: string, name: string) =>
    Prisma.raw(`ARRAY(SELECT r.${name} FROM ${rows} AS r ORDER BY r.content_id)`)
  const onDays = (rows: string) => Prisma.sql`
    SELECT l.content_id, (${monthTimes}::INT8 * l.watches
      + ${daysTimes}::INT8 * (COALESCE(SUM(w.watches), 0) + COALESCE(c.watches, 0)))::INT8 AS watches
    FROM unnest(${column(rows, 'content_id')}, ${column(rows, 'watches')}) AS l (content_id, watches)
    CROSS JOIN ${offsets}
    LEFT JOIN watch_title_days AS w
      ON w.day = ${month}::DATE + o.days AND w.content_id = l.content_id AND ${ofPlan}
    LEFT JOIN changed_days AS c ON c.content_id = l.content_id
    GROUP BY l.content_id, l.watches, c.watches`
  return Prisma.sql`(
    WITH changed_days AS MATERIALIZED (
      SELECT w.content_id, SUM(w.watches) AS watches FROM ${deltasOf('watch')} AS w
      WHERE ${ofPlan} AND w.day IN (SELECT ${month}::DATE + o.days FROM ${offsets})
      GROUP BY w.content_id
    ),
    changed_on_days AS MATERIALIZED (
      SELECT DISTINCT w.content_id FROM ${deltasOf('watch')} AS w
      WHERE ${ofPlan} AND w.day IN (SELECT ${month}::DATE + o.days FROM ${offsetsOf(days)})
    ),
    leaders AS MATERIALIZED (
      SELECT m.content_id, m.watches FROM ${leading(most * 3 + late)} AS m
      ORDER BY m.watches DESC LIMIT ${most * 3 + late}::INT8
    ),
    bound AS MATERIALIZED (
      SELECT COALESCE((
        SELECT MIN(d.watches) FROM (
          SELECT d.watches FROM (${onDays('leaders')}) AS d ORDER BY d.watches DESC LIMIT ${most}::INT8) AS d), 0)::INT8 AS watches
    ),
    reaching AS MATERIALIZED (
      SELECT m.content_id, m.watches FROM ${leading({ atLeast: Prisma.sql`(SELECT b.watches FROM bound AS b)` })} AS m
      -- Where too few leaders were watched on the days to bound anything, so few were watched that they are looked for.
      WHERE (SELECT b.watches FROM bound AS b) > 0
        OR m.content_id IN (SELECT c.content_id FROM changed_on_days AS c)
        OR m.content_id IN (
          SELECT w.content_id FROM watch_title_days AS w
          WHERE ${ofPlan} AND w.day IN (SELECT ${month}::DATE + o.days FROM ${offsetsOf(days)}))
    ),
    summed AS MATERIALIZED (${onDays('reaching')})
    SELECT ${month}::DATE AS month, s.content_id, s.watches::INT8 AS watches FROM summed AS s WHERE s.watches > 0
  )`
}
