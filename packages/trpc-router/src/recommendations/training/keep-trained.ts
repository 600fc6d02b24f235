import { setTimeout as delay } from 'node:timers/promises'
import type { Database } from '@streaming/db'
import { currentModel } from './model-status.ts'
import { train } from './train.ts'

const hourMs = 3_600_000
/** The longest pause: a reset of the data takes the model away, and a look costs nothing. */
const longestPauseMs = 10 * 60_000
const longestFarewellMs = 1_000

export interface KeepTrainedOptions {
  /** Age at which a model is replaced. */
  everyHours: number
  /** Until the first look, so that a start is not slowed down. */
  firstMs?: number
  onTrained: (fields: { model_version: string; seconds: number }) => void
  onFault: (error: unknown) => void
}

/**
 * Trains the recommender when there is no model, or it is old, as long as the program runs, in a thread of its own. Of
 * several programs one does.
 * @returns what stops it, also in the middle, and resolves when it has stopped
 */
export function keepTrained(
  database: Database,
  { everyHours, firstMs = 5_000, onTrained, onFault }: KeepTrainedOptions,
): () => Promise<void> {
  const stopping = new AbortController()
  const { signal } = stopping

  /** @returns milliseconds until the next look */
  async function look(): Promise<number> {
    try {
      const left = await untilDue()
      if (left > 0) return left
      const isDue = async () => (await untilDue()) <= 0
      const outcome = await train(database, { seed: 1, signal, isDue })
      if (outcome.kind !== 'trained') return longestPauseMs
      onTrained({ model_version: outcome.version, seconds: outcome.seconds })
      return everyHours * hourMs
    } catch (error) {
      if (!signal.aborted) onFault(error)
      return longestPauseMs
    }
  }

  async function untilDue(): Promise<number> {
    const model = await currentModel(database.query)
    if (model === null) return 0
    return Date.parse(model.trained_at) + everyHours * hourMs - Date.now()
  }

  const ended = (async () => {
    let pauseMs = firstMs
    while (!signal.aborted) {
      await delay(Math.min(pauseMs, longestPauseMs), undefined, { signal }).catch(() => {})
      if (!signal.aborted) pauseMs = await look()
    }
  })()
  return async () => {
    stopping.abort(new Error('the program ends'))
    // A database that does not answer must not keep the program: a model that is not whole is not served.
    await Promise.race([ended, delay(longestFarewellMs, undefined, { ref: false })])
  }
}
