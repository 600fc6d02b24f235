import { OperatorError } from '@streaming/db'
import {
  type Compared,
  compareModels,
  listLengths,
  type Progress,
  type Protocol,
  type Settings,
  type Trial,
  trialOf,
  trialOfParts,
} from '@streaming/recommender'
import { isFolder, readLists, readRatings } from './rating-files.ts'

export interface Evaluation {
  ratings: string
  protocol: Protocol
  seed: number
  atLeast: number
  /** Of the temporal protocol: milliseconds since 1970. */
  from?: number | undefined
  model?: Settings['model'] | undefined
  onProgress?: Progress | undefined
}

/** Ranks the held-out ratings of a published file by popularity, item-kNN and our model. @throws OperatorError */
export function evaluate({ onProgress, model, seed, ...asked }: Evaluation): Compared[] {
  const trial = trialFrom({ seed, ...asked })
  if (trial.fit.items.length === 0 || trial.test.items.length === 0)
    throw new OperatorError(
      `--protocol ${asked.protocol}: expected ratings on both sides of the split, ${trial.fit.items.length} are to learn from and ${trial.test.items.length} are held out`,
    )
  return compareModels(trial, {
    seed,
    seconds: () => performance.now() / 1_000,
    ...(onProgress && { onProgress }),
    ...(model && { model }),
  })
}

function trialFrom({ ratings, protocol, seed, atLeast, from }: Omit<Evaluation, 'onProgress'>): Trial {
  if (protocol === 'files') {
    if (!isFolder(ratings))
      throw new OperatorError(`--ratings: expected a folder with train.txt and test.txt, got ${ratings}`)
    const { train, test } = readLists(ratings)
    return trialOfParts(train, test)
  }
  if (isFolder(ratings))
    throw new OperatorError(
      `--ratings: expected a file, got the folder ${ratings}; --protocol files reads folders`,
    )
  const log = readRatings(ratings, atLeast)
  if (protocol === 'temporal' && log.times === undefined)
    throw new OperatorError(`--protocol temporal: expected times in the ratings, ${ratings} has none`)
  return trialOf(log, protocol, { seed, from })
}

/** What one ranking is worth, by the names that people know: `ndcg@10` and so on. */
export function figuresOf({ at, coverage, novelty, users, trainSeconds }: Compared): Record<string, number> {
  const lists = listLengths.flatMap((length) =>
    Object.entries(at[length]).map(([metric, value]): [string, number] => [`${metric}@${length}`, value]),
  )
  return {
    ...Object.fromEntries(lists),
    'coverage@10': coverage,
    'novelty@10': novelty,
    users,
    train_seconds: trainSeconds,
  }
}
