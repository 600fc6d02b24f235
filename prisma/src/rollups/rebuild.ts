import { z } from 'zod'
import type { Query } from '../database/database.ts'
import { Prisma } from '../generated/client.ts'
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
