import type { Database } from '../database/database.ts'
import { type OnRollup, rebuildRollups } from './rebuild.ts'
import { workInParts } from './work-in-parts.ts'

/**
 * Makes every rollup anew from the tables, as the engine can: in one transaction, or in parts. No server may write meanwhile.
 * @throws OperatorError when another program works on the tables in parts
 */
export async function remakeRollups(database: Database, onRollup: OnRollup = () => {}): Promise<void> {
  if ((await database.engine()) === 'cockroachdb')
    await workInParts(database, ({ makeRollups }) => makeRollups(onRollup))
  else await database.sqlTransaction((_client, query) => rebuildRollups(query, onRollup))
}
