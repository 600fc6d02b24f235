import type { InteractionLog } from '@streaming/recommender'

/** Ids as indices, in the order in which they are first met. */
export class Indices {
  readonly #indices = new Map<string, number>()

  get count(): number {
    return this.#indices.size
  }

  of(id: string): number {
    const index = this.#indices.get(id) ?? this.#indices.size
    this.#indices.set(id, index)
    return index
  }
}

const firstCapacity = 1 << 16

/** Ratings in columns of numbers: 24 bytes each, however many there are. */
export class RatingTable {
  readonly #users = new Indices()
  readonly #items = new Indices()
  #user = new Int32Array(firstCapacity)
  #item = new Int32Array(firstCapacity)
  #rating = new Float64Array(firstCapacity)
  #time: Float64Array | undefined
  #size = 0

  /** @param timed whether ratings have a time */
  constructor(timed: boolean) {
    this.#time = timed ? new Float64Array(firstCapacity) : undefined
  }

  /** @param time milliseconds since 1970; of no meaning in a table without times */
  add(user: string, item: string, rating: number, time: number): void {
    if (this.#size === this.#user.length) this.#grow()
    this.#user[this.#size] = this.#users.of(user)
    this.#item[this.#size] = this.#items.of(item)
    this.#rating[this.#size] = rating
    if (this.#time !== undefined) this.#time[this.#size] = time
    this.#size++
  }

  /**
   * One rating a user and item, in the order in which they came: of several the latest, and without times or at the same time
   * the last. Only then are those below `atLeast` left out: what somebody took back is not shown as their opinion.
   */
  settled(atLeast: number): InteractionLog {
    const chosen = this.#latest().filter((at) => (this.#rating[at] ?? 0) >= atLeast)
    const best = chosen.reduce((most, at) => Math.max(most, this.#rating[at] ?? 0), 0)
    const users = renumbered(this.#user, chosen, this.#users.count)
    const items = renumbered(this.#item, chosen, this.#items.count)
    const time = this.#time
    return {
      users: users.numbers,
      items: items.numbers,
      strengths: Float64Array.from(chosen, (at) => (this.#rating[at] ?? 0) / best),
      times: time && Float64Array.from(chosen, (at) => time[at] ?? 0),
      userCount: users.count,
      itemCount: items.count,
    }
  }

  /** The positions of the ratings that count, ascending. */
  #latest(): Int32Array {
    const replaced = new Uint8Array(this.#size)
    for (const ofUser of groups(this.#user.subarray(0, this.#size), this.#users.count)) {
      ofUser.sort((a, b) => (this.#item[a] ?? 0) - (this.#item[b] ?? 0) || this.#since(a, b) || a - b)
      for (let next = 1; next < ofUser.length; next++) {
        const [before, after] = [ofUser[next - 1] ?? 0, ofUser[next] ?? 0]
        if (this.#item[before] === this.#item[after]) replaced[before] = 1
      }
    }
    const latest = new Int32Array(replaced.reduce((count, gone) => count - gone, this.#size))
    let kept = 0
    for (let at = 0; at < this.#size; at++) if (replaced[at] === 0) latest[kept++] = at
    return latest
  }

  #since(a: number, b: number): number {
    return this.#time === undefined ? 0 : (this.#time[a] ?? 0) - (this.#time[b] ?? 0)
  }

  #grow(): void {
    const capacity = this.#user.length * 2
    const larger = <Column extends Int32Array | Float64Array>(column: Column, copy: Column): Column => {
      copy.set(column)
      return copy
    }
    this.#user = larger(this.#user, new Int32Array(capacity))
    this.#item = larger(this.#item, new Int32Array(capacity))
    this.#rating = larger(this.#rating, new Float64Array(capacity))
    this.#time = this.#time && larger(this.#time, new Float64Array(capacity))
  }
}

/** The positions of each key, ascending: a counting sort. */
function* groups(keys: Int32Array, keyCount: number): Generator<Int32Array> {
  const ends = new Int32Array(keyCount + 1)
  for (const key of keys) ends[key + 1] = (ends[key + 1] ?? 0) + 1
  for (let key = 0; key < keyCount; key++) ends[key + 1] = (ends[key + 1] ?? 0) + (ends[key] ?? 0)
  const places = ends.slice()
  const order = new Int32Array(keys.length)
  for (const [at, key] of keys.entries()) {
    const place = places[key] ?? 0
    order[place] = at
    places[key] = place + 1
  }
  for (let key = 0; key < keyCount; key++) yield order.subarray(ends[key], ends[key + 1])
}

/** The numbers at the chosen positions, counted anew in the order in which they are met there. */
function renumbered(
  column: Int32Array,
  chosen: Int32Array,
  most: number,
): { numbers: Int32Array; count: number } {
  const anew = new Int32Array(most).fill(-1)
  let count = 0
  const numbers = chosen.map((at) => {
    const before = column[at] ?? 0
    if (anew[before] === -1) anew[before] = count++
    return anew[before] ?? 0
  })
  return { numbers, count }
}
