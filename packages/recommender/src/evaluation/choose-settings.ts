import { type Interactions, popularityOrder, withItems } from '../interactions.ts'
import { trainEase } from '../models/ease.ts'
import { gramOf } from '../models/gram.ts'
import type { ItemModel } from '../models/item-model.ts'
import { trainRp3beta } from '../models/rp3beta.ts'
import { mostEaseItems, type Settings, type Weighting, weighted } from '../settings.ts'
import { evaluateRanking, type Split } from './evaluate-ranking.ts'
import { logOf, matrixOf, partOf, splitEachUser } from './splits.ts'

/** What is held out of each user to choose by. */
export const heldOutShare = 0.1
/** Choosing looks at the head of the catalogue: it takes a tenth of the time there, and the best settings are shares. */
const headItems = { ease: 1_200, rp3beta: 3_000 }
const mostUsers = 3_000

export type Progress = (stage: string, share: number) => void

/**
 * Chooses model and settings for these interactions by what ranks best what was held out of them (nDCG at 10): the ridge
 * and the dropout by climbing from 1 and 0 in steps, then whether strengths help.
 * @param validation held out already; made of a tenth of each user's interactions when left out
 * @param seed of what is held out
 */
export function chooseSettings(
  interactions: Interactions,
  {
    validation,
    seed,
    onProgress,
    model = interactions.itemCount > mostEaseItems ? 'rp3beta' : 'ease',
  }: { validation?: Interactions; seed: number; onProgress?: Progress; model?: Settings['model'] },
): Settings {
  const { train, test } =
    validation === undefined ? heldOut(interactions, seed) : { train: interactions, test: validation }
  const head = popularityOrder(train).slice(0, headItems[model])
  const split = { train: withItems(train, head), test: withItems(test, head) }
  let tried = 0
  const told = <Result>(result: Result): Result => {
    onProgress?.('choosing', 1 - 0.85 ** ++tried)
    return result
  }
  const chosen = model === 'ease' ? chooseEase(split, told) : chooseRp3beta(split, told)
  onProgress?.('choosing', 1)
  return chosen
}

/** Interactions less a tenth of each user's, and these. */
function heldOut(interactions: Interactions, seed: number): Split {
  const log = logOf(interactions)
  const parts = splitEachUser(log, [heldOutShare], seed)
  return { train: matrixOf(partOf(log, parts, 0)), test: matrixOf(partOf(log, parts, 1)) }
}

type Told = (quality: number) => number

const dropouts = [0, 0.1, 0.25, 0.5, 1, 2, 4]

function chooseEase(split: Split, told: Told): Settings {
  const qualityWith = (weighting: Weighting) => {
    const matrix = weighted(split.train, weighting)
    const gram = gramOf(matrix)
    return remembered((step: number, dropout: number) => {
      const regularisation = { ridge: 10 ** (step / 4), dropout: dropouts[dropout] ?? 0 }
      const model = trainEase(gram, matrix.itemCount, regularisation)
      return told(quality(model, { train: matrix, test: split.test }))
    })
  }
  const any = qualityWith('any')
  let step = climb((at) => any(at, 0), 0, 2)
  let dropout = climb((at) => any(step, at), 0, 1, [0, dropouts.length - 1])
  step = climb((at) => any(at, dropout), step, 1)
  dropout = climb((at) => any(step, at), dropout, 1, [0, dropouts.length - 1])
  const chosen = { model: 'ease', ridge: 10 ** (step / 4), dropout: dropouts[dropout] ?? 0 } as const
  const graded = differ(split.train.strengths) && qualityWith('graded')(step, dropout) > any(step, dropout)
  return { ...chosen, weighting: graded ? 'graded' : 'any' }
}

function chooseRp3beta(split: Split, told: Told): Settings {
  const qualityWith = (weighting: Weighting) => {
    const train = weighted(split.train, weighting)
    return remembered((tenth: number) =>
      told(quality(trainRp3beta(train, tenth / 10), { train, test: split.test })),
    )
  }
  const any = qualityWith('any')
  const tenth = climb(any, 5, 1, [0, 10])
  const graded = differ(split.train.strengths) && qualityWith('graded')(tenth) > any(tenth)
  return { model: 'rp3beta', beta: tenth / 10, weighting: graded ? 'graded' : 'any' }
}

function quality(model: ItemModel, split: Split): number {
  return evaluateRanking(model, split, mostUsers).at[10].ndcg
}

/** From `start` in steps up or down for as long as that is better. */
function climb(
  of: (at: number) => number,
  start: number,
  step: number,
  [least, most]: readonly [number, number] = [-16, 16],
): number {
  const inside = (at: number) => at >= least && at <= most
  let at = start
  for (const direction of [step, -step]) {
    while (inside(at + direction) && of(at + direction) > of(at)) at += direction
    if (at !== start) break
  }
  return at
}

function remembered<Key extends number[]>(of: (...key: Key) => number): (...key: Key) => number {
  const known = new Map<string, number>()
  return (...key) => {
    const name = key.join(' ')
    const value = known.get(name) ?? of(...key)
    known.set(name, value)
    return value
  }
}

function differ(strengths: Float64Array): boolean {
  return strengths.some((strength) => strength !== strengths[0])
}
