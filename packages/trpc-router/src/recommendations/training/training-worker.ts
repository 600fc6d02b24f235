import { parentPort, workerData } from 'node:worker_threads'
import { trainRecommender } from '@streaming/recommender'
import { possibleRanking } from '../evaluation/possible-ranking.ts'
import type { TrainingRequest } from './train-in-worker.ts'

/** The thread that trains: it is told the numbers, tells how far it is, and at last what it learnt. */

const { interactions, features, seed, truth } = workerData as TrainingRequest // what train-in-worker.ts sent
let said = 0
const { weights, ...training } = trainRecommender(interactions, features, {
  seed,
  onProgress(stage, share) {
    // Some words a second are enough; the first and the last of a stage are always said.
    const now = performance.now()
    if (share > 0 && share < 1 && now - said < 200) return
    said = now
    parentPort?.postMessage({ stage, share })
  },
  ...(truth === undefined ? {} : { possible: possibleRanking(truth.plays, truth.users) }),
})
const { itemCount, starts, neighbours, weights: values } = weights
parentPort?.postMessage({ training, itemCount, starts, neighbours, weights: values })
