import { z } from 'zod'
import type { Query } from '../database/database.ts'
import { Prisma } from '../generated/client.ts'
import { deltaTable } from '../rollups/deltas/delta-tables.ts'
import { addPaymentDeltas, addReviewDeltas, addUserDeltas, addWatchDeltas } from '../rollups/deltas/deltas.ts'
import { came } from '../rollups/deltas/row-change.ts'
import { factNames } from '../rollups/facts.ts'
import { rollupNames } from '../rollups/rollups.ts'
import { activeUserGrains, activeUserTable } from '../rollups/viewing/active-users.ts'

/** The state in which nothing was ever folded: every rollup is empty, and deltas say all that the tables hold. */
export async function unfoldRollups(query: Query): Promise<void> {
  const emptied = [
    ...rollupNames.map((name) => Prisma.raw(name)),
    ...activeUserGrains.map((grain) => Prisma.raw(activeUserTable(grain).table)),
    Prisma.raw('viewer_days'),
    ...factNames.map(deltaTable),
  ]
  for (const table of emptied)
    await query(Prisma.sql`/* every row: as if nothing was ever folded */ DELETE FROM ${table}`, z.never())
  await addWatchDeltas(query, came(Prisma.sql`watchhistory`))
  await addPaymentDeltas(query, came(Prisma.sql`paymenthistory`))
  await addUserDeltas(query, came(Prisma.sql`users`))
  await addReviewDeltas(query, came(Prisma.sql`reviews`))
}
