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
import { isFolder, readLists } from './read-lists.ts'
import { readRatings } from './read-ratings.ts'

export interface Evaluation {
  ratings: string
  protocol: Protocol
  /** Of each trial: of its split, and of what settings are chosen by. */
  seeds: readonly number[]
  atLeast: number
  /** Of the temporal protocol: milliseconds since 1970. */
  from?: number | undefined
  model?: Settings['model'] | undefined
  onProgress?: Progress | undefined
}

/**
 * Ranks the held-out ratings of a published file by popularity, item-kNN and our model.
 * @returns a comparison for each seed
 * @throws OperatorError
 */
export async function evaluate({ onProgress, model, seeds, ...asked }: Evaluation): Promise<Compared[][]> {
  const trialOfSeed = await trials(asked, onProgress)
  return seeds.map((seed) => {
    const trial = trialOfSeed(seed)
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
  })
}

/** Reads what there is once, and splits it by each seed. */
async function trials(
  { ratings, protocol, atLeast, from }: Pick<Evaluation, 'ratings' | 'protocol' | 'atLeast' | 'from'>,
  onProgress?: Progress,
): Promise<(seed: number) => Trial> {
  if (protocol === 'files') {
    const { train, test, validation } = await readLists(ratings)
    return () => trialOfParts(train, test, validation)
  }
  if (isFolder(ratings))
    throw new OperatorError(
      `--ratings: expected a file, got the folder ${ratings}; --protocol files reads folders`,
    )
  const log = await readRatings(ratings, atLeast, onProgress)
  if (protocol === 'temporal' && log.times === undefined)
    throw new OperatorError(
      `--protocol temporal: expected times in the ratings, ${ratings} has no column of them`,
    )
  return (seed) => trialOf(log, protocol, { seed, from })
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

/** Of several trials: their mean, and their standard deviation as a sample of all seeds (0 of one). */
export interface MeanFigure {
  mean: number
  deviation: number
}

/** @param trials the same figures of each */
export function meanFigures(trials: readonly Readonly<Record<string, number>>[]): Record<string, MeanFigure> {
  const names = Object.keys(trials[0] ?? {})
  return Object.fromEntries(
    names.map((name) => {
      const values = trials.map((figures) => figures[name] ?? 0)
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length
      const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
      return [name, { mean, deviation: Math.sqrt(squares / Math.max(1, values.length - 1)) }]
    }),
  )
}
