import { connect, type DatabaseSettings, ensureMigrated, OperatorError } from '@streaming/db'
import { readTruth } from '../evaluation/read-truth.ts'
import { train } from '../training/train.ts'
import { type Given, seedOf, stageTeller } from './command-options.ts'

/** Statements that read all watches may take what they take. */
const unlimited = { statementTimeoutS: 0 }

export async function trainCommand(given: Given, readSettings: () => DatabaseSettings): Promise<number> {
  const settings = readSettings()
  const seed = seedOf(given.seed)
  const truth = given.truth === undefined ? undefined : await readTruth(given.truth)
  const stopping = new AbortController()
  const stop = () => stopping.abort(new OperatorError('Ended. What was served before is served on.'))
  process.once('SIGINT', stop).once('SIGTERM', stop)
  const database = await connect(settings, unlimited)
  try {
    await ensureMigrated(database, settings)
    const outcome = await train(database, {
      seed,
      onProgress: stageTeller(process.stderr),
      signal: stopping.signal,
      truth,
    })
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[K')
    if (outcome.kind === 'another trains')
      throw new OperatorError('Another program trains the recommender of this database now.')
    if (outcome.kind === 'nothing to learn')
      throw new OperatorError('There is nothing to learn: fewer than two titles were watched.')
    const { version, seconds, training } = outcome
    process.stdout.write(
      `${database.name}: model ${version} is served, ${training.settings.model} with ${training.neighbourCount} neighbours a title on average, trained in ${seconds.toFixed(1)} s.\n`,
    )
    return 0
  } finally {
    await database.close()
  }
}
