import { setTimeout as delay } from 'node:timers/promises'
import type { Database } from '../../database/database.ts'
import type { FactName } from '../facts.ts'
import { deltaTable } from './delta-tables.ts'
import { foldDeltas, moveBounds } from './fold.ts'

const longestFarewellMs = 1_000
/** Of the pause when there was nothing to fold: while there are writes, what readers have to add stays short. */
const pauseWhileWritten = 0.25
const boundsEveryMs = 60_000

export interface KeepFoldedOptions {
  /** Pause between two looks while nothing is written, milliseconds; a quarter of it while something is. */
  everyMs?: number
  /** Told of the first fault after a look that went well; the next look tries again. */
  onFault: (error: unknown) => void
}

/**
 * Folds deltas into the rollups as long as the program runs, so that what questions read stays small. Nobody
 * depends on it for exactness: an answer adds whatever is not folded. Several programs may do it at once; one
 * of two that meet tries again and finds nothing left.
 * @returns what stops it, and resolves when it has stopped
 */
export function keepFolded(
  database: Database,
  { everyMs = 1_000, onFault }: KeepFoldedOptions,
): () => Promise<void> {
  const stopping = new AbortController()
  let wellBefore = true
  let boundsMovedAt = Date.now()

  /** @returns whether there was something to fold */
  async function look(): Promise<boolean> {
    try {
      const folded = await foldDeltas(database)
      // Only readers' speed depends on these two, and later looks do them again.
      if (folded.length > 0) await clearAway(database, folded).catch(() => {})
      if (Date.now() - boundsMovedAt >= boundsEveryMs) {
        boundsMovedAt = Date.now()
        await moveBounds(database).catch(() => {})
      }
      wellBefore = true
      return folded.length > 0
    } catch (error) {
      if (wellBefore && !stopping.signal.aborted) onFault(error)
      wellBefore = false
      return false
    }
  }

  const ended = (async () => {
    let written = false
    while (!stopping.signal.aborted) {
      const pauseMs = written ? everyMs * pauseWhileWritten : everyMs
      await delay(pauseMs, undefined, { signal: stopping.signal }).catch(() => {})
      if (!stopping.signal.aborted) written = await look()
    }
  })()
  return async () => {
    stopping.abort()
    // A database that does not answer must not keep the program: what is not folded stays as it is.
    await Promise.race([ended, delay(longestFarewellMs, undefined, { ref: false })])
  }
}

/**
 * PostgreSQL leaves deleted rows for readers to step over until they are vacuumed; its own daemon comes once a
 * minute. CockroachDB has no such statement: there the garbage collection time of the table does it.
 */
async function clearAway(database: Database, folded: readonly FactName[]): Promise<void> {
  if ((await database.engine()) === 'cockroachdb') return
  for (const fact of folded)
    await database.execute(
      `/* only postgresql: CockroachDB collects what is deleted by itself */ VACUUM ${deltaTable(fact).sql}`,
    )
}
