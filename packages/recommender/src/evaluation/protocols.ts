import type { Interactions } from '../interactions.ts'
import {
  type InteractionLog,
  joined,
  matrixOf,
  partOf,
  splitAtRandom,
  splitByTime,
  splitEachUser,
  splitUsers,
} from './splits.ts'

/** How published figures were made: what is learnt from, and what is held out. `files` needs no splitting. */
export const protocols = {
  'ms-75-25': 'a random quarter of each user is held out',
  'random-80-20': 'a random fifth of all is held out',
  'recbole-8-1-1': 'a tenth of each user is held out, and another tenth to choose by',
  files: 'train and test as given, and what to choose by where there is a valid.txt',
  temporal: 'what happened since a date, or in the last fifth, is held out',
  strong: 'a fifth of the users is held out whole; of these a fifth is to be found by the rest',
} as const
export type Protocol = keyof typeof protocols

/** One trial: the model learns from `fit` alone, is told what is `known` of each user, and looks for what is in `test`. */
export interface Trial {
  fit: Interactions
  /** To choose settings by; what is learnt from after that holds it, too. */
  validation?: Interactions
  known: Interactions
  test: Interactions
}

/**
 * @param from of the temporal protocol: the first instant that is held out
 * @throws RangeError when the log has no times and the protocol is temporal
 */
export function trialOf(
  log: InteractionLog,
  protocol: Exclude<Protocol, 'files'>,
  { seed, from }: { seed: number; from?: number | undefined },
): Trial {
  if (protocol === 'recbole-8-1-1') {
    const parts = splitEachUser(log, [0.1, 0.1], seed)
    const known = partOf(
      log,
      parts.map((part) => (part === 2 ? 2 : 0)),
      0,
    )
    return {
      fit: matrixOf(partOf(log, parts, 0)),
      validation: matrixOf(partOf(log, parts, 1)),
      known: matrixOf(known),
      test: matrixOf(partOf(log, parts, 2)),
    }
  }
  if (protocol === 'strong') {
    const ofUsers = splitUsers(log, 0.2, seed)
    const heldOut = partOf(log, ofUsers, 1)
    const parts = splitEachUser(heldOut, [0.2], seed + 1)
    return {
      fit: matrixOf(partOf(log, ofUsers, 0)),
      known: matrixOf(partOf(heldOut, parts, 0)),
      test: matrixOf(partOf(heldOut, parts, 1)),
    }
  }
  const parts = {
    'ms-75-25': () => splitEachUser(log, [0.25], seed),
    'random-80-20': () => splitAtRandom(log, 0.2, seed),
    temporal: () => splitByTime(log, from ?? lastFifth(log)),
  }[protocol]()
  return trialOfParts(partOf(log, parts, 0), partOf(log, parts, 1))
}

/** @param validation is known, too, once settings are chosen by it */
export function trialOfParts(
  train: InteractionLog,
  test: InteractionLog,
  validation?: InteractionLog,
): Trial {
  const fit = matrixOf(train)
  if (validation === undefined) return { fit, known: fit, test: matrixOf(test) }
  const chooseBy = matrixOf(validation)
  return { fit, validation: chooseBy, known: joined(fit, chooseBy), test: matrixOf(test) }
}

function lastFifth({ times, users }: InteractionLog): number {
  const sorted = Float64Array.from({ length: users.length }, (_, at) => times?.[at] ?? 0).sort()
  return sorted[Math.floor(sorted.length * 0.8)] ?? 0
}
