import { z } from 'zod'
import { badRequest } from '../errors.ts'
import { limit } from '../fields/filters.ts'
import type { Comparison, Direction, SortColumn } from './sort-column.ts'

/**
 * Keyset pagination of lists that Prisma Client reads: a page begins after the values of the row before, so that rows that come
 * or go between two pages are neither doubled nor lost, and where an index has the order a page costs the same wherever it
 * stands. Prisma's own `cursor` needs that row to be there still. The cursor is opaque to clients.
 */

/** A predicate of Prisma's, or several of them. */
export type Filter<Where> = Where | { AND: Filter<Where>[] } | { OR: Filter<Where>[] }

export interface Listing<Where, OrderBy> {
  /** By name; the first is the order without `sort`. */
  sorts: Record<string, SortColumn<Where, OrderBy>>
  /** What makes a row unique: ends every order. */
  key: Record<string, SortColumn<Where, OrderBy>>
}

export interface PageInput {
  sort: string
  order: Direction
  limit: number
  cursor?: string | undefined
}

export interface Page<Item> {
  items: Item[]
  next_cursor: string | null
}

/** So that a table is read or exported in a few requests; rows of the lists are short. */
const mostRows = 5_000

/**
 * The parameters of a list. The first of the names is the order without `sort`.
 * @param most rows a page
 */
export function pageParameters<Name extends string>(
  names: readonly [Name, ...Name[]],
  order: Direction,
  most = mostRows,
) {
  return {
    sort: z
      .enum(names, `expected ${names.join(', ')}`)
      .default(names[0])
      .meta({ description: 'What to order by; ties by id.', example: names[0] }),
    order: z.enum(['asc', 'desc'], 'expected asc or desc').default(order).meta({ example: order }),
    limit: limit(50, most),
    cursor: z
      .string('expected next_cursor of the page before')
      .max(2_000, 'expected next_cursor of the page before')
      .optional()
      .meta({ description: 'next_cursor of the page before, with the same sort and order.' }),
  }
}

/** A page's schema. */
export function pageOf<Item extends z.ZodType>(item: Item, example: z.infer<Item>) {
  return z
    .object({ items: z.array(item), next_cursor: z.string().nullable() })
    .meta({ example: { items: [example], next_cursor: null } })
}

/**
 * @param find reads the rows that Prisma's arguments ask for, as the answer has them
 * @throws TRPCError when the cursor is not of this list
 */
export async function page<Where, OrderBy, Item extends object>(
  { sorts, key }: Listing<Where, OrderBy>,
  input: PageInput,
  filters: readonly (Filter<Where> | undefined)[],
  find: (query: { where: { AND: Filter<Where>[] }; orderBy: OrderBy[]; take: number }) => Promise<Item[]>,
): Promise<Page<Item>> {
  const sort = sorts[input.sort]
  if (sort === undefined) throw badRequest('sort', `expected ${Object.keys(sorts).join(', ')}`)
  const { [input.sort]: _same, ...ties } = key
  const columns = { [input.sort]: sort, ...ties }
  const found = await find({
    where: { AND: [...filters, after(columns, input)].filter((filter) => filter !== undefined) },
    orderBy: Object.values(columns).map(({ orderBy }) => orderBy(input.order)),
    take: input.limit + 1,
  })
  const items = found.slice(0, input.limit)
  const last = items.at(-1)
  const more = found.length > input.limit && last !== undefined
  return { items, next_cursor: more ? cursorOf(last, Object.keys(columns), input) : null }
}

/** What comes after the cursor's row: (a, b) > (x, y) is a > x, or a = x and b > y. */
function after<Where, OrderBy>(
  columns: Record<string, SortColumn<Where, OrderBy>>,
  input: PageInput,
): Filter<Where> | undefined {
  if (input.cursor === undefined) return undefined
  const sides = Object.values(columns)
  const values = readCursor(input.cursor, sides, input)
  const than: Comparison = input.order === 'asc' ? 'gt' : 'lt'
  const compare = (index: number, comparison: Comparison) =>
    sides[index]?.where(comparison, values[index] ?? '')
  const cases = sides.map((_, last): Filter<Where> => {
    const equal = sides.slice(0, last).map((_side, index) => compare(index, 'equals'))
    return { AND: [...equal, compare(last, than)].filter((filter) => filter !== undefined) }
  })
  // Said of the first column alone, too: an index knows where to begin by it, and not by the cases.
  const from = compare(0, input.order === 'asc' ? 'gte' : 'lte')
  return { AND: [...(from === undefined ? [] : [from]), { OR: cases }] }
}

export function cursorOf(row: object, names: readonly string[], { sort, order }: PageInput): string {
  const values = names.map((name) => String(Reflect.get(row, name)))
  return Buffer.from(JSON.stringify([sort, order, ...values])).toString('base64url')
}

/** @returns the values of the row before, each as text that its column accepts */
export function readCursor(
  cursor: string,
  columns: readonly { accepts(text: string): boolean }[],
  { sort, order }: Pick<PageInput, 'sort' | 'order'>,
): string[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    const [ofSort, ofOrder, ...values] = z.array(z.string()).parse(parts)
    const fits =
      values.length === columns.length && columns.every(({ accepts }, index) => accepts(values[index] ?? ''))
    if (ofSort === sort && ofOrder === order && fits) return values
  } catch {
    // Whatever is wrong with it, the answer is the same.
  }
  throw badRequest('cursor', 'expected next_cursor of the page before, with the same sort and order')
}
