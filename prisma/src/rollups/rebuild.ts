import { z } from 'zod'
import type { Query } from '../database/database.ts'
import { Prisma } from '../generated/client.ts'
import { activeUserGrains, activeUsersCounted, activeUserTable } from './active-users.ts'
import { deltaTable } from './delta-tables.ts'
import { factNames } from './facts.ts'
import { addTo, columnsOf, factOf, rollupNames, rollups, summed } from './rollups.ts'

const nothing = z.never()

/**
 * Makes every rollup anew from the tables, in the caller's transaction, without regard to what it held. The events
 * are read once for the sums and once for each distinct count. May take minutes: the statement timeout is lifted
 * for the transaction.
 * @param onRollup told before each rollup: its name, how many are done, and how many there are
 */
export async function rebuildRollups(
  query: Query,
  onRollup: (name: string, done: number, total: number) => void = () => {},
): Promise<void> {
  await query(Prisma.sql`SET LOCAL statement_timeout = 0`, nothing)
  const total = rollupNames.length + activeUserGrains.length
  for (const [done, name] of rollupNames.entries()) {
    onRollup(name, done, total)
    await query(Prisma.sql`DELETE FROM ${Prisma.raw(name)}`, nothing)
    const { finer } = rollups[name]
    const rows = finer === undefined ? Prisma.sql`(${factOf(name).base})` : Prisma.raw(finer)
    // In the order of the key, so that what an answer reads lies together: a month of titles is 20 times fewer blocks.
    const { keys } = columnsOf(name)
    const byKey = Prisma.raw(keys.map((_, index) => index + 1).join(', '))
    await query(addTo(name, Prisma.sql`${summed(name, rows)} ORDER BY ${byKey}`), nothing)
  }
  for (const [index, grain] of activeUserGrains.entries()) {
    onRollup(`active_user_${grain}s`, rollupNames.length + index, total)
    const table = activeUserTable(grain)
    await query(Prisma.sql`DELETE FROM ${table}`, nothing)
    await query(Prisma.sql`INSERT INTO ${table} ${activeUsersCounted(grain)}`, nothing)
  }
  for (const fact of factNames) await query(Prisma.sql`DELETE FROM ${deltaTable(fact)}`, nothing)
}
