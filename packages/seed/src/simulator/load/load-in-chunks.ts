import { type Database, forEachAtOnce, rebuildRollupsInParts } from '@streaming/db'
import { insertByUnnest } from '../../dataset/insert-by-unnest.ts'
import { RowCounts } from '../rows/row-counts.ts'
import { simulatedRows } from '../rows/simulated-rows.ts'
import { type Rows, simulatedTables, tableColumns } from '../rows/table-rows.ts'
import type { World } from '../world.ts'
import { clearService } from './clear-service.ts'
import { beginLoad, completeLoad, requireOurs, summingStage } from './complete-load.ts'
import { findInTables } from './find-in-tables.ts'
import type { LoadOptions, LoadOutcome } from './load-options.ts'

/** Connections that write at the same time, of the ten that a program has. */
const atOnce = 4

/** Some users a transaction. The service is in state `loading` until the last one, and nothing takes it for whole. */
export async function loadInChunks(
  database: Database,
  world: World,
  { reset, onStart = () => {}, onRows = () => {}, onStage = () => {} }: LoadOptions,
): Promise<LoadOutcome> {
  const { found, began } = await database.sqlTransaction(async (client) => {
    const found = await findInTables(client, world, reset)
    // From here on what is there is half a service, also if clearing it does not end.
    const began = found === 'this simulation' ? undefined : await beginLoad(client, world)
    return { found, began }
  })
  if (began === undefined) return { kind: 'unchanged' }
  if (reset || found === 'half a simulation') {
    onStage('emptying the tables')
    await clearService(database.query)
  }
  onStart()
  const counts = new RowCounts()
  const write = async (rows: Rows) => {
    await database.sqlTransaction(async (client) => {
      await requireOurs(client, world, began)
      for (const table of simulatedTables)
        await insertByUnnest(client, table, tableColumns[table], rows[table])
    })
    counts.add(rows)
    onRows(rows)
  }
  const all = simulatedRows(world)
  // Plans and titles, to which all others refer.
  const { value: common } = all.next()
  if (common !== undefined) await write(common)
  await forEachAtOnce(all, atOnce, write)
  await rebuildRollupsInParts(database, (...rollup) => onStage(summingStage(...rollup)))
  await database.sqlTransaction(async (client) => {
    await requireOurs(client, world, began)
    await completeLoad(client, world, counts)
  })
  return { kind: 'loaded', rows: counts.total }
}
