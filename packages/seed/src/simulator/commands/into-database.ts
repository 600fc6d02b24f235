import { connect, type DatabaseSettings, databaseFault, ensureMigrated, OperatorError } from '@streaming/db'
import { loadSimulation } from '../load/load-simulation.ts'
import type { World } from '../world.ts'
import type { SimulationProgress } from './simulation-progress.ts'

/**
 * Loads the simulation.
 * @returns what was done
 * @throws OperatorError when the database holds something else, or could not go on
 */
export async function intoDatabase(
  world: World,
  settings: DatabaseSettings,
  reset: boolean,
  progress: SimulationProgress,
): Promise<string> {
  const database = await connect(settings, { statementTimeoutS: 0 })
  try {
    await ensureMigrated(database, settings)
    const outcome = await loadSimulation(database, world, {
      reset,
      onStart: () => progress.start(),
      onRows: (rows) => progress.add(rows),
      onStage: (stage) => progress.stage(stage),
    })
    return outcome.kind === 'unchanged'
      ? `${database.name} holds this simulation already; nothing was changed.`
      : `${database.name} holds`
  } catch (error) {
    if (databaseFault(error) === undefined) throw error
    // The cause first: which one of several it is, is the database's to say.
    throw new OperatorError(
      `The load did not end: ${error instanceof Error ? error.message : error}. Nothing of it is taken for whole; run the command again.`,
    )
  } finally {
    await database.close()
  }
}
