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
  separator: string
  /** Whether the first line names the columns; else they are user, item, rating, time. */
  header: boolean
}

const formats = {
  'u.data': { header: false, separator: '\t' },
  '.dat': { header: false, separator: '::' },
  '.csv': { header: true, separator: ',' },
  '.inter': { header: true, separator: '\t' },
} as const satisfies Record<string, Format>

/** What headers call the columns, before a colon and RecBole's type. */
const columnNames = {
  user: ['userId', 'user_id', 'user'],
  item: ['movieId', 'itemId', 'item_id', 'item'],
  rating: ['rating'],
  time: ['timestamp'],
} as const
type Column = keyof typeof columnNames
const positions: Record<Column, number> = { user: 0, item: 1, rating: 2, time: 3 }

/**
 * Reads ratings as MovieLens (`u.data`, `ratings.dat`, `ratings.csv`) and RecBole (`.inter`) publish them.
 * @param atLeast ratings below it are left out
 * @throws OperatorError naming file and line
 */
export function readRatings(path: string, atLeast: number): InteractionLog {
  const all = parseRatings(path, textOf(path)).filter(({ rating }) => rating >= atLeast)
  // Of several ratings of an item by a user the last one counts: no split may show one and hide the other.
  const ratings = [...new Map(all.map((one) => [`${one.user} ${one.item}`, one])).values()]
  if (ratings.length === 0) throw new OperatorError(`${path}: no rating of at least ${atLeast} in it`)
  const best = ratings.reduce((most, { rating }) => Math.max(most, rating), 0)
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
  const [train, heldOut] = [read('train.txt'), read('test.txt')]
  // What is in both cannot be found: all that is known of a user is left out of their ranking.
  const known = new Set(train.items.map((item, at) => `${train.users[at]} ${item}`))
  const unknown = [...heldOut.items.keys()].filter(
    (at) => !known.has(`${heldOut.users[at]} ${heldOut.items[at]}`),
  )
  const test = {
    users: unknown.map((at) => heldOut.users[at] ?? 0),
    items: unknown.map((at) => heldOut.items[at] ?? 0),
  }
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
  const columns = format.header ? columnsOf(path, format, lines.shift()) : positions
  const expected = `user, item, rating above 0 and time, separated by ${JSON.stringify(format.separator)}`
  return lines.map(([at, line]) => {
    const fields = line.split(format.separator).map((field) => field.trim())
    const [user = '', item = ''] = [fields[columns.user], fields[columns.item]]
    const rating = Number(fields[columns.rating] || Number.NaN)
    const written = fields[columns.time]
    const time = written === undefined ? undefined : Number(written)
    const fits = Number.isFinite(rating) && rating > 0 && Number.isFinite(time ?? 0)
    if (user === '' || item === '' || !fits) throw malformed(path, at, expected, line)
    return { user, item, rating, time }
  })
}

/** Where a header has the columns; time may be missing, and is then beyond the last. */
function columnsOf(
  path: string,
  { separator }: Format,
  first: [number, string] = [1, ''],
): Record<Column, number> {
  const [at, line] = first
  const names = line.split(separator).map((name) => name.trim().split(':')[0] ?? '')
  const place = (column: Column): number => {
    const known: readonly string[] = columnNames[column]
    const found = names.findIndex((name) => known.includes(name))
    if (found < 0 && column !== 'time') throw malformed(path, at, `a column ${known.join(' or ')}`, line)
    return found < 0 ? names.length : found
  }
  return { user: place('user'), item: place('item'), rating: place('rating'), time: place('time') }
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
