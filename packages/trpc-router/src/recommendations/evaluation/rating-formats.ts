import { basename } from 'node:path'
import { OperatorError } from '@streaming/db'

/** How the lines of a published file of ratings are made. */
export interface RatingFormat {
  separator: string
  /** Whether the first line names the columns; else they are user, item, rating, time. */
  header: boolean
  /** Whether a field may stand in quotes. */
  quotes: boolean
}

const formats = {
  'u.data': { header: false, separator: '\t', quotes: false },
  '.dat': { header: false, separator: '::', quotes: false },
  '.csv': { header: true, separator: ',', quotes: true },
  '.inter': { header: true, separator: '\t', quotes: false },
} as const satisfies Record<string, RatingFormat>

/** Where a line has what; `time` is undefined where the file has none. */
export interface RatingColumns {
  user: number
  item: number
  rating: number
  time: number | undefined
}

/** What headers call the columns, before a colon and RecBole's type. */
const names = {
  user: ['userId', 'user_id', 'user'],
  item: ['movieId', 'itemId', 'item_id', 'item'],
  rating: ['rating'],
  time: ['timestamp'],
} as const

/** @throws OperatorError when the file's name is that of none */
export function formatOf(path: string): RatingFormat {
  const name = basename(path)
  const found = Object.entries(formats).find(([ending]) => name.endsWith(ending))?.[1]
  if (found === undefined)
    throw new OperatorError(
      `--ratings: expected u.data, or a file that ends with .dat, .csv or .inter, or a folder with train.txt and test.txt, got ${path}`,
    )
  return found
}

/**
 * @param first line of the file, its fields: the header, or where there is none the first rating
 * @throws OperatorError that names the missing column
 */
export function columnsOf(
  path: string,
  { header, separator }: RatingFormat,
  first: readonly string[],
): RatingColumns {
  if (!header) return { user: 0, item: 1, rating: 2, time: first.length > 3 ? 3 : undefined }
  const given = first.map((field) => field.trim().split(':')[0] ?? '')
  const place = (column: keyof typeof names) => {
    const known: readonly string[] = names[column]
    const found = given.findIndex((name) => known.includes(name))
    return found < 0 ? undefined : found
  }
  const required = (column: 'user' | 'item' | 'rating') => {
    const found = place(column)
    if (found !== undefined) return found
    throw malformed(path, 1, `a column ${names[column].join(' or ')}`, first.join(separator))
  }
  return { user: required('user'), item: required('item'), rating: required('rating'), time: place('time') }
}

export function malformed(path: string, line: number, expected: string, got: string): OperatorError {
  return new OperatorError(
    `${path}, line ${line}: expected ${expected}, got ${JSON.stringify(got.slice(0, 80))}`,
  )
}
