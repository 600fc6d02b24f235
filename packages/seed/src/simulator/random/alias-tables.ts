import type { RandomStream } from './random-stream.ts'

/**
 * Many weighted draws in constant time each: Vose's alias method (1991), all tables in two flat arrays. A table's
 * entries are values of the caller's, such as indices of titles.
 */
export class AliasTables {
  readonly #starts: number[] = [0]
  readonly #values: number[] = []
  readonly #keep: number[] = []
  readonly #other: number[] = []
  #frozen: { starts: Uint32Array; values: Uint32Array; keep: Float64Array; other: Uint32Array } | undefined

  /** Adds a table. @returns its number, counted from 0 */
  add(values: readonly number[], weights: readonly number[]): number {
    const size = values.length
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    const keep = weights.map((weight) => (weight * size) / total)
    const other = [...values]
    const small: number[] = []
    const large: number[] = []
    for (const [index, share] of keep.entries()) (share < 1 ? small : large).push(index)
    for (;;) {
      const less = small.pop()
      const more = large.at(-1)
      if (less === undefined || more === undefined) break
      other[less] = values[more] ?? 0
      const rest = (keep[more] ?? 0) - (1 - (keep[less] ?? 0))
      keep[more] = rest
      if (rest < 1) {
        large.pop()
        small.push(more)
      }
    }
    this.#values.push(...values)
    this.#keep.push(...keep)
    this.#other.push(...other)
    this.#starts.push(this.#values.length)
    return this.#starts.length - 2
  }

  /** Packs the tables; after it they can be drawn from. */
  freeze(): this {
    this.#frozen = {
      starts: Uint32Array.from(this.#starts),
      values: Uint32Array.from(this.#values),
      keep: Float64Array.from(this.#keep),
      other: Uint32Array.from(this.#other),
    }
    return this
  }

  /** A value of the table. @throws RangeError for an empty table or before `freeze` */
  draw(table: number, random: RandomStream): number {
    const frozen = this.#frozen
    if (frozen === undefined) throw new RangeError('the tables are not frozen')
    const start = frozen.starts[table] ?? 0
    const size = (frozen.starts[table + 1] ?? 0) - start
    if (size <= 0) throw new RangeError(`alias table ${table} is empty`)
    const index = start + random.below(size)
    return (random.next() < (frozen.keep[index] ?? 1) ? frozen.values[index] : frozen.other[index]) ?? 0
  }
}
