import { type Database, holdingTrainingLease } from '@streaming/db'
import type { Progress, Training } from '@streaming/recommender'
import type { Truth } from '../evaluation/read-truth.ts'
import { readInteractions, readMonthlyPlays } from './read-interactions.ts'
import { storeModel } from './store-model.ts'
import { trainInWorker } from './train-in-worker.ts'

export interface TrainOptions {
  /** Of what is held out to choose and to judge by. */
  seed: number
  onProgress?: Progress | undefined
  signal?: AbortSignal | undefined
  /** Asked once nobody else trains: another program may have done it since the caller looked. */
  isDue?: (() => Promise<boolean>) | undefined
  /** Of a simulated service: then the best possible ranking is judged, too. */
  truth?: Truth | undefined
}

export type TrainOutcome =
  | { kind: 'trained'; version: string; seconds: number; training: Training }
  /** Or has just done it. */
  | { kind: 'another trains' }
  /** Fewer than two titles that anybody watched: there is nothing to learn. */
  | { kind: 'nothing to learn' }

/**
 * Learns from everything that was watched, and serves it from then on. Readers see the model before or the new one, whole.
 * Of several programs one trains.
 */
export async function train(
  database: Database,
  { seed, onProgress, signal, isDue, truth }: TrainOptions,
): Promise<TrainOutcome> {
  const done = await holdingTrainingLease(database, async (tellLease): Promise<TrainOutcome> => {
    if (isDue !== undefined && !(await isDue())) return { kind: 'another trains' }
    const begin = performance.now()
    const tellAll = (stage: string, share: number) => {
      tellLease(stage, share)
      onProgress?.(stage, share)
    }
    // Each step of what takes long looks whether it shall go on.
    const tell = (stage: string) => (share: number) => {
      signal?.throwIfAborted()
      tellAll(stage, share)
    }
    // Statements of their own, not a snapshot: what is written meanwhile may count or not, and nobody waits for it.
    const data = await readInteractions(database.query, tell('reading'))
    const plays = truth === undefined ? undefined : await readMonthlyPlays(database.query, data)
    if (new Set(data.interactions.items).size < 2) return { kind: 'nothing to learn' }
    const training = await trainInWorker(
      {
        interactions: data.interactions,
        features: data.features,
        seed,
        ...(truth && plays && { truth: { plays, users: truth(data.userIds) } }),
      },
      { onProgress: tellAll, signal },
    )
    const seconds = (performance.now() - begin) / 1_000
    signal?.throwIfAborted()
    const version = await storeModel(database, data, training, seconds, tell('writing'))
    return { kind: 'trained', version, seconds, training }
  })
  return done?.result ?? { kind: 'another trains' }
}
