import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { OperatorError } from '@streaming/db'
import type { InteractionLog } from '@streaming/recommender'

/** A rating: ids as they are written, the rating, and when it was given, in seconds since 1970. */
interface Rating {
  user: string
  item: string
  rating: number
  time: number | undefined
}

/** How the lines of a published file of ratings are made. */
interface Format {
  /** For messages. */
  line: string
  header: boolean
  separator: string
}

const formats = {
  'u.data': { line: 'user, item, rating, time with tabs between', header: false, separator: '\t' },
  '.dat': { line: 'user::item::rating::time', header: false, separator: '::' },
  '.csv': { line: 'userId,movieId,rating,timestamp', header: true, separator: ',' },
  '.inter': { line: 'user_id, item_id, rating, timestamp with tabs between', header: true, separator: '\t' },
} as const satisfies Record<string, Format>

/**
 * Reads ratings as MovieLens (`u.data`, `ratings.dat`, `ratings.csv`) and RecBole (`.inter`) publish them.
 * @param atLeast ratings below it are left out
 * @throws OperatorError naming file and line
 */
export function readRatings(path: string, atLeast: number): InteractionLog {
  const ratings = parseRatings(path, textOf(path)).filter(({ rating }) => rating >= atLeast)
  if (ratings.length === 0) throw new OperatorError(`${path}: no rating of at least ${atLeast} in it`)
  const best = Math.max(...new Set(ratings.map(({ rating }) => rating)))
  const [users, items] = [new Places(), new Places()]
  const log = {
    users: ratings.map(({ user }) => users.of(user)),
    items: ratings.map(({ item }) => items.of(item)),
    strengths: ratings.map(({ rating }) => rating / best),
    times: ratings.every(({ time }) => time !== undefined)
      ? ratings.map(({ time }) => (time ?? 0) * 1_000)
      : undefined,
  }
  return { ...log, userCount: users.count, itemCount: items.count }
}

/**
 * Reads a folder of `train.txt` and `test.txt`, a line a user: the user, then their items.
 * @throws OperatorError naming file and line
 */
export function readLists(folder: string): { train: InteractionLog; test: InteractionLog } {
  const [users, items] = [new Places(), new Places()]
  const read = (name: string) => {
    const path = join(folder, name)
    const log = { users: [] as number[], items: [] as number[] }
    for (const [at, line] of linesOf(textOf(path))) {
      const [user, ...listed] = line.trim().split(/\s+/)
      if (user === undefined || [user, ...listed].some((id) => !/^[\w.-]+$/.test(id)))
        throw malformed(path, at, 'user item item …', line)
      for (const item of listed) {
        log.users.push(users.of(user))
        log.items.push(items.of(item))
      }
    }
    return log
  }
  const [train, test] = [read('train.txt'), read('test.txt')]
  const whole = (log: typeof train): InteractionLog => ({
    ...log,
    strengths: log.items.map(() => 1),
    userCount: users.count,
    itemCount: items.count,
  })
  return { train: whole(train), test: whole(test) }
}

export function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory()
}

function parseRatings(path: string, text: string): Rating[] {
  const format = formatOf(path)
  const lines = linesOf(text)
  if (format.header) lines.shift()
  return lines.map(([at, line]) => {
    const [user = '', item = '', rating = '', time] = line
      .split(format.separator)
      .map((field) => field.trim())
    const numbers = {
      rating: Number(rating || Number.NaN),
      time: time === undefined ? undefined : Number(time),
    }
    if (user === '' || item === '' || Number.isNaN(numbers.rating) || Number.isNaN(numbers.time))
      throw malformed(path, at, format.line, line)
    if (!(numbers.rating > 0)) throw malformed(path, at, 'a rating above 0', line)
    return { user, item, ...numbers }
  })
}

function formatOf(path: string): Format {
  const name = basename(path)
  const found = Object.entries(formats).find(([ending]) => name.endsWith(ending))?.[1]
  if (found === undefined)
    throw new OperatorError(
      `--ratings: expected u.data, or a file that ends with .dat, .csv or .inter, or a folder with train.txt and test.txt, got ${path}`,
    )
  return found
}

function linesOf(text: string): [number, string][] {
  return text
    .split(/\r?\n/)
    .map((line, index): [number, string] => [index + 1, line])
    .filter(([, line]) => line.trim() !== '')
}

function malformed(path: string, line: number, expected: string, got: string): OperatorError {
  return new OperatorError(
    `${path}, line ${line}: expected ${expected}, got ${JSON.stringify(got.slice(0, 80))}`,
  )
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new OperatorError(`${path} cannot be read: ${error instanceof Error ? error.message : error}`)
  }
}

/** Ids as indices, in the order in which they are first met. */
class Places {
  readonly #places = new Map<string, number>()

  get count(): number {
    return this.#places.size
  }

  of(id: string): number {
    const place = this.#places.get(id) ?? this.#places.size
    this.#places.set(id, place)
    return place
  }
}
