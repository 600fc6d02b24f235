import { join } from 'node:path'
import type { DatabaseSettings } from '@streaming/db'
import { CsvFiles } from '../files/csv-files.ts'
import { toNdjson } from '../files/ndjson.ts'
import { WholeFile, withWholeFiles } from '../files/whole-file.ts'
import { createWorld } from '../world.ts'
import { intoDatabase } from './into-database.ts'
import { listScenarios, type SimulateOptions, simulateHelp, simulateOptions } from './simulate-options.ts'
import { SimulationProgress } from './simulation-progress.ts'
import { writeOut } from './write-out.ts'

type Chosen = Extract<SimulateOptions, { do: 'simulate' }>

/**
 * `npm run simulate`.
 * @returns the exit code
 * @throws OperatorError
 */
export async function simulate(args: string[], settings: DatabaseSettings): Promise<number> {
  const options = simulateOptions(args)
  if (options.do !== 'simulate') {
    await writeOut(process.stdout, textOf(options))
    return 0
  }
  const { target, reset, simulation } = options
  const world = createWorld(simulation.seed, simulation.scenario)
  const progress = new SimulationProgress(world)
  const csv =
    target.to === 'csv' ? { folder: target.folder, files: new CsvFiles(target.folder, reset) } : undefined
  const truth = openTruth(options, settings)
  let done = 'Would write'
  await withWholeFiles([...(csv?.files.all ?? []), ...(truth === undefined ? [] : [truth])], async () => {
    if (target.to === 'database') done = await intoDatabase(world, settings, reset, progress)
    if (target.to === 'nowhere') await progress.count()
    if (target.to === 'ndjson') {
      for (const rows of progress.rows()) await writeOut(process.stdout, toNdjson(rows))
      done = 'Wrote'
    }
    if (csv !== undefined) {
      for (const rows of progress.rows()) await csv.files.write(rows)
      done = `Wrote ${csv.folder}:`
    }
    if (truth !== undefined) await progress.writeTruth(truth)
  })
  progress.end()
  process[target.to === 'ndjson' ? 'stderr' : 'stdout'].write(progress.summary(done))
  return 0
}

function textOf(options: Exclude<SimulateOptions, Chosen>): string {
  if (options.do === 'help') return simulateHelp
  if (options.do === 'list') return listScenarios()
  return `${JSON.stringify(options.simulation.scenario, null, 2)}\n`
}

/** In its target's own place it goes with what is there; anywhere else it replaces a file only when told to. */
function openTruth({ target, truth, reset }: Chosen, { DATA_DIR }: DatabaseSettings): WholeFile | undefined {
  if (truth === false) return undefined
  const folder = target.to === 'database' ? DATA_DIR : target.to === 'csv' ? target.folder : undefined
  const path = truth ?? (folder === undefined ? undefined : join(folder, 'truth.ndjson'))
  if (path === undefined) return undefined
  return new WholeFile(path, reset || (target.to === 'database' && truth === undefined))
}
