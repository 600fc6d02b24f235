import { z } from 'zod'
import type { Database, Query } from '../database/database.ts'
import { forEachAtOnce } from '../database/for-each-at-once.ts'
import { holdingRebuildLease } from '../database/lease.ts'
import { Prisma } from '../generated/client.ts'
import { OperatorError } from '../program/operator-error.ts'
import { deltaTable } from './deltas/delta-tables.ts'
import { factNames } from './facts.ts'
import { fillings } from './fillings.ts'

/** Told before each rollup: its name, how many are done, and how many there are. */
export type OnRollup = (name: string, done: number, total: number) => void

const nothing = z.never()
const all = Prisma.sql`TRUE`

/**
 * Makes every rollup anew from the tables, in the caller's transaction, without regard to what it held. The events
 * are read once for the sums and once for each distinct count. May take minutes: the statement timeout is lifted
 * for the transaction.
 */
export async function rebuildRollups(query: Query, onRollup: OnRollup = () => {}): Promise<void> {
  await query(Prisma.sql`SET LOCAL statement_timeout = 0`, nothing)
  for (const [done, { name, fill }] of fillings.entries()) {
    onRollup(name, done, fillings.length)
    await query(Prisma.sql`/* every row: it is made anew */ DELETE FROM ${Prisma.raw(name)}`, nothing)
    await query(fill(all), nothing)
  }
  for (const fact of factNames)
    await query(
      Prisma.sql`/* every row: their sums are made anew */ DELETE FROM ${deltaTable(fact)}`,
      nothing,
    )
}

/** Connections that fill parts at the same time, of the ten that a program has. */
const atOnce = 4

/**
 * The same in parts, each a transaction of its own, as CockroachDB asks for: it gives up transactions that take minutes. Sums are not
 * whole until the end, which `halfLoaded` tells. One that did not end is begun anew by the next.
 * @param empty what else is emptied in parts, while nobody takes the sums for whole
 * @throws OperatorError when another rebuild goes on
 */
export function rebuildRollupsInParts(
  database: Database,
  onRollup: OnRollup = () => {},
  empty: () => Promise<void> = async () => {},
): Promise<void> {
  return holdingRebuildLease(database, async (holder) => {
    await empty()
    // Not by DELETE: what is deleted would stand in the way of every answer for hours. All of it at the start, so that a program that
    // stood still and lost its lease empties nothing that another one filled.
    const tables = [...fillings.map(({ name }) => name), ...factNames.map((fact) => deltaTable(fact).sql)]
    await database.execute(`TRUNCATE TABLE ${tables.join(', ')}`)
    for (const [done, { name, fill, parts, isDisjoint }] of fillings.entries()) {
      onRollup(name, done, fillings.length)
      await forEachAtOnce(parts(database.query), isDisjoint ? atOnce : 1, (part) =>
        database.sqlTransaction(async (_client, query) => {
          await requireOurs(query, holder)
          await query(Prisma.sql`SET LOCAL statement_timeout = 0`, nothing)
          await query(fill(part), nothing)
        }),
      )
    }
    await database.execute('UPDATE rebuild_lease SET is_whole = TRUE WHERE holder = $1', [holder])
  })
}

async function requireOurs(query: Query, holder: string): Promise<void> {
  const rows = await query(Prisma.sql`SELECT holder FROM rebuild_lease WHERE holder = ${holder}`, z.unknown())
  if (rows.length === 0)
    throw new OperatorError(
      'Another rebuild of the rollups has begun since this one did, and goes on; this one was given up.',
    )
}
