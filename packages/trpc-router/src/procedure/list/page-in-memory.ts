import { badRequest } from '../errors.ts'
import { cursorOf, type Page, type PageInput, readCursor } from './page.ts'

/** What a row is ordered by, and how the same is read from a cursor's text. */
export interface SortValue<Item> {
  of(item: Item): bigint | number | string
  /** @throws Error for a text that is no such value */
  read(text: string): bigint | number | string
}

/**
 * A page of rows that were all read: for a list of few rows that can be ordered by what a database cannot begin after, such as a
 * count of other rows. Its pages follow one another as those of `page` do.
 * @param key what makes a row unique: ends every order
 * @throws TRPCError when the cursor is not of this list
 */
export function pageInMemory<Item extends object>(
  items: readonly Item[],
  sorts: Readonly<Record<string, SortValue<Item>>>,
  key: string,
  input: PageInput,
): Page<Item> {
  const names = [...new Set([input.sort, key])]
  const columns = names.map((name) => sorts[name]).filter((column) => column !== undefined)
  if (columns.length < names.length) throw badRequest('sort', `expected ${Object.keys(sorts).join(', ')}`)
  const sign = input.order === 'asc' ? 1 : -1
  const compare = (a: readonly unknown[], b: readonly unknown[]) =>
    sign * (columns.map((_, index) => order(a[index], b[index])).find((result) => result !== 0) ?? 0)
  const valuesOf = (item: Item) => columns.map(({ of }) => of(item))
  const ordered = [...items].sort((a, b) => compare(valuesOf(a), valuesOf(b)))
  const after = input.cursor === undefined ? undefined : readValues(input.cursor, columns, input)
  const rest = ordered.filter((item) => after === undefined || compare(valuesOf(item), after) > 0)
  const shown = rest.slice(0, input.limit)
  const last = shown.at(-1)
  const more = rest.length > input.limit && last !== undefined
  return { items: shown, next_cursor: more ? cursorOf(last, names, input) : null }
}

function readValues(
  cursor: string,
  columns: readonly { read(text: string): bigint | number | string }[],
  input: PageInput,
) {
  const accepting = columns.map(({ read }) => ({
    accepts(text: string) {
      const value = read(text)
      return typeof value !== 'number' || Number.isFinite(value)
    },
  }))
  return readCursor(cursor, accepting, input).map((text, index) => columns[index]?.read(text))
}

/** Text by its UTF-8 bytes, which is the order of its code points. */
function order(a: unknown, b: unknown): number {
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b))
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'bigint' && typeof b === 'bigint') return a < b ? -1 : a > b ? 1 : 0
  throw new TypeError('values of one column are of one type')
}
