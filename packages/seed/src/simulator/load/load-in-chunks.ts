import { type Database, forEachAtOnce, type Parts, partsAtOnce, workInParts } from '@streaming/db'
import { insertByUnnest } from '../../dataset/insert-by-unnest.ts'
import { RowCounts } from '../rows/row-counts.ts'
import { simulatedRows } from '../rows/simulated-rows.ts'
import { type Rows, simulatedTables, tableColumns } from '../rows/table-rows.ts'
import type { World } from '../world.ts'
import { clearService } from './clear-service.ts'
import { beginLoad, completeLoad, summingStage } from './complete-load.ts'
import { findInTables } from './find-in-tables.ts'
import type { LoadOptions, LoadOutcome } from './load-options.ts'

/**
 * Some users a transaction, several at once. The service is in state `loading` until the last one, and nothing takes it for whole.
 * @throws OperatorError when another load goes on, or has taken over
 */
export async function loadInChunks(
  database: Database,
  world: World,
  options: LoadOptions,
): Promise<LoadOutcome> {
  const { onRows = () => {}, onStage = () => {}, reset, onStart = () => {} } = options
  const find = (client: Parameters<typeof findInTables>[0]) => findInTables(client, world, reset)
  if ((await database.sqlTransaction(find)) === 'this simulation') return { kind: 'unchanged' }
  let outcome: LoadOutcome = { kind: 'unchanged' }
  await workInParts(database, async ({ part, requireOurs, makeRollups }) => {
    const found = await part(async (client) => {
      const now = await find(client)
      // From here on what is there is half a service, also if clearing it does not end.
      if (now !== 'this simulation') await beginLoad(client, world)
      return now
    })
    // Another program may have loaded the same while this one waited for it.
    if (found === 'this simulation') return
    if (reset || found === 'half a simulation') {
      onStage('emptying the tables')
      await clearService(database.query, requireOurs)
    }
    onStart()
    const counts = new RowCounts()
    await writeRows(world, part, (rows) => {
      counts.add(rows)
      onRows(rows)
    })
    await makeRollups((...rollup) => onStage(summingStage(...rollup)))
    await part((client) => completeLoad(client, world, counts))
    outcome = { kind: 'loaded', rows: counts.total }
  })
  return outcome
}

async function writeRows(world: World, part: Parts['part'], onRows: (rows: Rows) => void): Promise<void> {
  const write = async (rows: Rows) => {
    await part(async (client) => {
      for (const table of simulatedTables)
        await insertByUnnest(client, table, tableColumns[table], rows[table])
    })
    onRows(rows)
  }
  const all = simulatedRows(world)
  // Plans and titles, to which all others refer.
  const { value: common } = all.next()
  if (common !== undefined) await write(common)
  await forEachAtOnce(all, partsAtOnce, write)
}
