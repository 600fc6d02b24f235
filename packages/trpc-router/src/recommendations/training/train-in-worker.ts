import { Worker } from 'node:worker_threads'
import {
  type Interactions,
  type Progress,
  SparseWeights,
  type TitleFeatures,
  type Training,
} from '@streaming/recommender'
import type { MonthlyPlays, UserTruth } from '../evaluation/possible-ranking.ts'

export interface TrainingRequest {
  interactions: Interactions
  features: TitleFeatures[]
  seed: number
  /** Of a simulated service. */
  truth?: { plays: MonthlyPlays; users: (UserTruth | undefined)[] } | undefined
}

type Message =
  | { stage: string; share: number }
  | {
      training: Omit<Training, 'weights'>
      itemCount: number
      starts: Int32Array
      neighbours: Int32Array
      weights: Float32Array
    }

/**
 * Trains in a thread of its own, so that a server goes on answering.
 * @throws AbortError when the signal ends it; what the thread threw, otherwise
 */
export function trainInWorker(
  request: TrainingRequest,
  { onProgress, signal }: { onProgress?: Progress | undefined; signal?: AbortSignal | undefined } = {},
): Promise<Training> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    const worker = new Worker(new URL('./training-thread.mjs', import.meta.url), { workerData: request })
    const stop = () => {
      void worker.terminate()
      reject(signal?.reason)
    }
    signal?.addEventListener('abort', stop, { once: true })
    worker.on('message', (message: Message) => {
      if ('stage' in message) return onProgress?.(message.stage, message.share)
      const { training, itemCount, starts, neighbours, weights } = message
      resolve({ ...training, weights: new SparseWeights(itemCount, starts, neighbours, weights) })
    })
    worker.on('error', reject)
    worker.on('exit', (code) => {
      signal?.removeEventListener('abort', stop)
      if (code !== 0) reject(new Error(`the training thread ended with ${code}`))
    })
  })
}
