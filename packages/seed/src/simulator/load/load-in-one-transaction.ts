import { type Database, rebuildRollups, rollupNames } from '@streaming/db'
import { type Client, insertByUnnest } from '../../dataset/insert-by-unnest.ts'
import { RowCounts } from '../rows/row-counts.ts'
import { simulatedRows } from '../rows/simulated-rows.ts'
import { type Rows, simulatedTables, tableColumns } from '../rows/table-rows.ts'
import type { World } from '../world.ts'
import { clearService } from './clear-service.ts'
import { beginLoad, completeLoad, summingStage } from './complete-load.ts'
import { copyRows } from './copy-rows.ts'
import { findInTables } from './find-in-tables.ts'
import type { LoadOptions, LoadOutcome } from './load-options.ts'
import { dropSecondaryIndexes } from './secondary-indexes.ts'

/** All of it or nothing: others see the tables as they were until the last row, sum and index is there. */
export async function loadInOneTransaction(
  database: Database,
  world: World,
  { reset, onStart = () => {}, onRows = () => {}, onStage = () => {} }: LoadOptions,
): Promise<LoadOutcome> {
  const write = (await database.engine()) === 'postgresql' ? byCopy : byInsert
  return database.sqlTransaction(async (client, query) => {
    await client.query('SET LOCAL statement_timeout = 0')
    const found = await findInTables(client, world, reset)
    if (found === 'this simulation') return { kind: 'unchanged' }
    const remake = await dropSecondaryIndexes(client)
    if (reset || found === 'half a simulation') await clearService(query)
    await beginLoad(client, world)
    onStart()
    const counts = new RowCounts()
    await write(client, simulatedRows(world), (rows) => {
      counts.add(rows)
      onRows(rows)
    })
    for (const [done, statement] of remake.entries()) {
      onStage(`indexes and foreign keys (${done + 1} of ${remake.length})`)
      await client.query(statement)
    }
    onStage('statistics')
    for (const table of simulatedTables) await client.query(`ANALYZE ${table}`)
    await rebuildRollups(query, (...rollup) => onStage(summingStage(...rollup)))
    await completeLoad(client, world, counts)
    for (const name of rollupNames) await client.query(`ANALYZE ${name}`)
    return { kind: 'loaded', rows: counts.total }
  })
}

type Write = (client: Client, all: Iterable<Rows>, onRows: (rows: Rows) => void) => Promise<void>

/** PostgreSQL writes watches, by far the most, while the next users' lives are made. */
const byCopy: Write = async (client, all, onRows) => {
  let before = Promise.resolve()
  try {
    for (const rows of all) {
      await before
      const watches = await copyRows(client, 'watchhistory', rows.watchhistory)
      before = watches.done().then(async () => {
        for (const table of simulatedTables)
          if (table !== 'watchhistory' && rows[table].length > 0)
            await (await copyRows(client, table, rows[table])).done()
      })
      before.catch(() => {}) // told when it is waited for
      onRows(rows)
    }
  } finally {
    // Also when making rows failed: the rollback must come after the last of these, not in between.
    await before
  }
}

const byInsert: Write = async (client, all, onRows) => {
  for (const rows of all) {
    for (const table of simulatedTables) await insertByUnnest(client, table, tableColumns[table], rows[table])
    onRows(rows)
  }
}
