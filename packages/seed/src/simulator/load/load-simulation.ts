import type { Database } from '@streaming/db'
import type { World } from '../world.ts'
import { loadInChunks } from './load-in-chunks.ts'
import { loadInOneTransaction } from './load-in-one-transaction.ts'
import type { LoadOptions, LoadOutcome } from './load-options.ts'

/**
 * Fills the database with a simulated service, with ids from 1 and so with the same rows on every engine.
 * Memory is bounded whatever the service's size.
 * @throws OperatorError when the tables are not empty
 */
export async function loadSimulation(
  database: Database,
  world: World,
  options: LoadOptions,
): Promise<LoadOutcome> {
  const inChunks = options.inChunks ?? (await database.engine()) === 'cockroachdb'
  return inChunks ? loadInChunks(database, world, options) : loadInOneTransaction(database, world, options)
}
