import { z } from 'zod'
import type { Query } from '../database/database.ts'
import { Prisma } from '../generated/client.ts'
import { activeUserGrains, activeUserTable } from '../rollups/active-users.ts'
import { deltaTable, insertDeltas } from '../rollups/delta-tables.ts'
import { addPaymentDeltas, addReviewDeltas, addWatchDeltas } from '../rollups/deltas.ts'
import { factNames } from '../rollups/facts.ts'
import { rollupNames } from '../rollups/rollups.ts'

/** The state in which nothing was ever folded: every rollup is empty, and deltas say all that the tables hold. */
export async function unfoldRollups(query: Query): Promise<void> {
  const emptied = [
    ...rollupNames.map((name) => Prisma.raw(name)),
    ...activeUserGrains.map(activeUserTable),
    ...factNames.map(deltaTable),
  ]
  for (const table of emptied) await query(Prisma.sql`DELETE FROM ${table}`, z.never())
  const all = Prisma.sql`1 = 1`
  await addWatchDeltas(query, 1, all)
  await addPaymentDeltas(query, 1, all)
  await addReviewDeltas(query, 1, all)
  await query(
    insertDeltas(
      'user',
      Prisma.sql`SELECT u.subscription_id, COUNT(*)::INT8 AS users FROM users AS u GROUP BY u.subscription_id`,
    ),
    z.never(),
  )
}
