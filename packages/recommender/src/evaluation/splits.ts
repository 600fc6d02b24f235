import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { type InteractionColumns, type Interactions, interactionsOf } from '../interactions.ts'

/** Who took to what, an entry each, and when where that is known (milliseconds since 1970). */
export interface InteractionLog extends InteractionColumns {
  readonly userCount: number
  readonly itemCount: number
  readonly times?: ArrayLike<number> | undefined
}

/** The part that each entry of a log belongs to, counted from 0. */
export type Parts = Uint8Array

/** Shuffles the positions 0 to count − 1; the same for the same seed, on any machine. */
function shuffled(count: number, seed: number): Int32Array {
  const random = xoroshiro128plus(seed)
  const order = Int32Array.from({ length: count }, (_, index) => index)
  for (let last = count - 1; last > 0; last--) {
    const other = uniformInt(random, 0, last)
    const kept = order[last] ?? 0
    order[last] = order[other] ?? 0
    order[other] = kept
  }
  return order
}

/** @param share of all entries, whoever's, that goes into part 1; the rest is part 0 */
export function splitAtRandom(log: InteractionLog, share: number, seed: number): Parts {
  const parts = new Uint8Array(log.users.length)
  const order = shuffled(parts.length, seed)
  for (const at of order.subarray(0, Math.round(share * parts.length))) parts[at] = 1
  return parts
}

/**
 * Splits each user's entries at random. A part of them is `share` of the user's entries rounded down, but at least one
 * where a further one is left for part 0.
 * @param shares of part 1, 2 and so on; the rest is part 0
 */
export function splitEachUser(log: InteractionLog, shares: readonly number[], seed: number): Parts {
  const parts = new Uint8Array(log.users.length)
  const sizes = new Int32Array(log.userCount)
  for (let at = 0; at < parts.length; at++) {
    const user = log.users[at] ?? 0
    sizes[user] = (sizes[user] ?? 0) + 1
  }
  const taken = new Int32Array(log.userCount)
  for (const at of shuffled(parts.length, seed)) {
    const user = log.users[at] ?? 0
    parts[at] = partAt(taken[user] ?? 0, sizes[user] ?? 0, shares)
    taken[user] = (taken[user] ?? 0) + 1
  }
  return parts
}

/** The part of a user's nth entry: the last parts are filled first. */
function partAt(nth: number, size: number, shares: readonly number[]): number {
  let [end, left] = [0, size]
  for (let part = shares.length; part > 0; part--) {
    const count = Math.min(Math.max(1, Math.floor((shares[part - 1] ?? 0) * size)), left - 1)
    if (count <= 0) continue
    end += count
    left -= count
    if (nth < end) return part
  }
  return 0
}

/** Part 1 is what happened at that instant and after it. @throws RangeError when the log has no times */
export function splitByTime({ users, times }: InteractionLog, from: number): Parts {
  if (times === undefined) throw new RangeError('these interactions have no times')
  return Uint8Array.from({ length: users.length }, (_, at) => ((times[at] ?? 0) >= from ? 1 : 0))
}

/** Part 1 is all that a share of the users did. */
export function splitUsers(log: InteractionLog, share: number, seed: number): Parts {
  const order = shuffled(log.userCount, seed)
  const chosen = new Set(order.subarray(0, Math.round(share * log.userCount)))
  return Uint8Array.from({ length: log.users.length }, (_, at) => (chosen.has(log.users[at] ?? 0) ? 1 : 0))
}

/** The entries of one of the parts. */
export function partOf(log: InteractionLog, parts: Parts, part: number): InteractionLog {
  const size = parts.reduce((count, one) => count + (one === part ? 1 : 0), 0)
  const of = (column: ArrayLike<number>) => {
    const chosen = new Float64Array(size)
    let next = 0
    for (let at = 0; at < parts.length; at++) if (parts[at] === part) chosen[next++] = column[at] ?? 0
    return chosen
  }
  return {
    userCount: log.userCount,
    itemCount: log.itemCount,
    users: of(log.users),
    items: of(log.items),
    strengths: of(log.strengths),
    times: log.times === undefined ? undefined : of(log.times),
  }
}

export function matrixOf(log: InteractionLog): Interactions {
  return interactionsOf(log.userCount, log.itemCount, log)
}

/** The interactions as a log again. */
export function logOf({ userCount, itemCount, starts, items, strengths }: Interactions): InteractionLog {
  const users = new Int32Array(items.length)
  for (let user = 0; user < userCount; user++) users.fill(user, starts[user] ?? 0, starts[user + 1] ?? 0)
  return { userCount, itemCount, users, items, strengths }
}

/** What is in one of them or in both, of the same users and items. */
export function joined(a: Interactions, b: Interactions): Interactions {
  const [first, second] = [logOf(a), logOf(b)]
  const column = (name: 'users' | 'items' | 'strengths') => {
    const both = new Float64Array(first.users.length + second.users.length)
    both.set(first[name])
    both.set(second[name], first.users.length)
    return both
  }
  return interactionsOf(a.userCount, a.itemCount, {
    users: column('users'),
    items: column('items'),
    strengths: column('strengths'),
  })
}
