import { z } from 'zod'
import type { Query } from '../database/database.ts'
import { Prisma } from '../generated/client.ts'
import { rollupRows, summed } from './rollup-statements.ts'
import { columnsOf, factOf, rollupNames } from './rollups.ts'
import {
  activeUserGrains,
  activeUserRows,
  activeUsersCounted,
  activeUserTable,
} from './viewing/active-users.ts'
import { cohortWatchRows } from './viewing/cohort-watch-rows.ts'
import { viewerDayRows, viewerDaysOf } from './viewing/viewer-days.ts'

/** How one rollup, with the deltas that it does not hold yet, stands to the tables it sums. */
export interface RollupCheck {
  rollup: string
  /** Its rows. */
  rows: number
  /** Keys whose sums are not those of the tables. */
  differences: number
  /** The first of them: key, what the rollup has, what the tables have. */
  examples: string[]
}

const examplesShown = 3
const counted = z.object({ rows: z.coerce.number(), differences: z.coerce.number() })
const example = z.object({ key: z.string(), has: z.string(), should: z.string() })

/**
 * Recomputes everything that rollups hold and compares, in the caller's transaction, which should be a snapshot.
 * Reads the events once for every rollup.
 * @param onRollup told before each rollup: its name, how many are done, and how many there are
 */
export async function verifyRollups(
  query: Query,
  onRollup: (name: string, done: number, total: number) => void = () => {},
): Promise<RollupCheck[]> {
  await query(Prisma.sql`SET LOCAL statement_timeout = 0`, z.never())
  const checks = [
    ...rollupNames.map((name) => ({
      name: name as string,
      table: Prisma.raw(name),
      ...columnsOf(name),
      rows: name === 'cohort_watch_months' ? cohortWatchRows() : rollupRows(name),
      truth: summed(name, Prisma.sql`(${factOf(name).base})`),
    })),
    ...activeUserGrains.map((grain) => ({
      name: activeUserTable(grain).table as string,
      table: Prisma.raw(activeUserTable(grain).table),
      keys: [activeUserTable(grain).column as string],
      measures: ['active_users'],
      rows: activeUserRows(grain),
      truth: activeUsersCounted(grain, Prisma.sql`TRUE`),
    })),
    {
      name: 'viewer_days',
      table: Prisma.raw('viewer_days'),
      keys: ['day_start'],
      measures: ['first_quarter', 'rise', 'viewer_change'],
      rows: viewerDayRows(),
      truth: viewerDaysOf(Prisma.sql`(${factOf('viewer_quarters').base})`),
    },
  ]
  const results: RollupCheck[] = []
  for (const [done, { name, table, keys, measures, rows, truth }] of checks.entries()) {
    onRollup(name, done, checks.length)
    const different = differences(keys, measures, rows, truth)
    const [count = { rows: 0, differences: 0 }] = await query(
      Prisma.sql`
        SELECT (SELECT COUNT(*) FROM ${table})::INT8 AS rows, (SELECT COUNT(*) FROM (${different}) AS d)::INT8 AS differences`,
      counted,
    )
    const examples =
      count.differences === 0
        ? []
        : await query(
            Prisma.sql`SELECT d.key, d.has, d.should FROM (${different}) AS d ORDER BY d.key COLLATE "C" LIMIT ${examplesShown}::INT8`,
            example,
          )
    results.push({
      rollup: name,
      ...count,
      examples: examples.map(({ key, has, should }) => `${key}: has ${has}, should have ${should}`),
    })
  }
  return results
}

/** A key with sums of 0 is as good as none. */
function differences(
  keys: readonly string[],
  measures: readonly string[],
  rows: Prisma.Sql,
  truth: Prisma.Sql,
): Prisma.Sql {
  const all = (write: (measure: string) => string, by: string) => Prisma.raw(measures.map(write).join(by))
  const text = (alias: string) => all((m) => `COALESCE(${alias}.${m}, 0)::TEXT`, " || ' ' || ")
  const key = keys.map((column) => `COALESCE(t.${column}, r.${column})::TEXT`).join(" || ' ' || ")
  return Prisma.sql`
    SELECT ${Prisma.raw(key)} AS key, ${text('r')} AS has, ${text('t')} AS should
    FROM (
      SELECT ${Prisma.raw(keys.join(', '))}, ${all((m) => `SUM(${m}) AS ${m}`, ', ')}
      FROM ${rows} AS held GROUP BY ${Prisma.raw(keys.join(', '))}
    ) AS r
    FULL JOIN (${truth}) AS t ON ${Prisma.raw(keys.map((column) => `t.${column} = r.${column}`).join(' AND '))}
    WHERE ${all((m) => `COALESCE(r.${m}, 0) <> COALESCE(t.${m}, 0)`, ' OR ')}`
}
