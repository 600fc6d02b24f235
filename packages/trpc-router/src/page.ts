import { Prisma, type Query } from '@streaming/db'
import { z } from 'zod'
import { badRequest } from './errors.ts'
import { limit } from './filters.ts'
import { Id } from './schemas.ts'

/**
 * Lists, a page at a time, by key and not by offset: where an index has the order a page costs the
 * same wherever it stands, and rows that come
 * or go between two pages are neither doubled nor lost. The cursor is opaque to clients.
 */

type ColumnType = 'TEXT' | 'INT8' | 'DECIMAL' | 'TIMESTAMPTZ'

/** A column to sort by. It is NOT NULL, and the answer has it under the same name. */
interface SortColumn {
  sql: Prisma.Sql
  type: ColumnType
}

export interface Listing<Row> {
  /** `SELECT … FROM …`, without WHERE. */
  select: Prisma.Sql
  row: z.ZodType<Row>
  /** By name; the first is the order without `sort`. */
  sorts: Record<string, SortColumn>
  /** What makes a row unique: ends every order. */
  key: Record<string, SortColumn>
}

interface PageInput {
  sort: string
  order: 'asc' | 'desc'
  limit: number
  cursor?: string | undefined
}

/** The parameters of a list. The first of the names is the order without `sort`. */
export function pageParameters<Name extends string>(
  names: readonly [Name, ...Name[]],
  order: 'asc' | 'desc',
) {
  return {
    sort: z
      .enum(names, `expected ${names.join(', ')}`)
      .default(names[0])
      .meta({ description: 'What to order by; ties by id.', example: names[0] }),
    order: z.enum(['asc', 'desc'], 'expected asc or desc').default(order).meta({ example: order }),
    limit: limit(50, 200),
    cursor: z
      .string('expected next_cursor of the page before')
      .max(2_000, 'expected next_cursor of the page before')
      .optional()
      .meta({ description: 'next_cursor of the page before, with the same sort and order.' }),
  }
}

/** A page's schema. @param id its name in the API description */
export function pageOf<Item extends z.ZodType>(item: Item, example: z.infer<Item>) {
  return z
    .object({ items: z.array(item), next_cursor: z.string().nullable() })
    .meta({ example: { items: [example], next_cursor: null } })
}

/** @throws TRPCError when the cursor is not of this list */
export async function page<Row extends object>(
  query: Query,
  { select, row, sorts, key }: Listing<Row>,
  input: PageInput,
  predicates: readonly (Prisma.Sql | undefined)[],
): Promise<{ items: Row[]; next_cursor: string | null }> {
  const sort = sorts[input.sort]
  if (sort === undefined) throw badRequest('sort', `expected ${Object.keys(sorts).join(', ')}`)
  const { [input.sort]: _same, ...ties } = key
  const columns = { [input.sort]: sort, ...ties }
  const direction = Prisma.raw(input.order === 'asc' ? 'ASC' : 'DESC')
  const present = [...predicates, after(columns, input)].filter((predicate) => predicate !== undefined)
  const found = await query(
    Prisma.sql`${select}
      ${present.length === 0 ? Prisma.empty : Prisma.sql`WHERE ${Prisma.join(present, ' AND ')}`}
      ORDER BY ${Prisma.join(Object.values(columns).map((column) => Prisma.sql`${comparable(column)} ${direction}`))}
      LIMIT ${input.limit + 1}::INT8`,
    row,
  )
  const items = found.slice(0, input.limit)
  const last = items.at(-1)
  return {
    items,
    next_cursor: found.length > input.limit && last !== undefined ? cursorOf(last, columns, input) : null,
  }
}

/** Text in the order of its code points, the same on every engine. */
function comparable({ sql, type }: SortColumn): Prisma.Sql {
  return type === 'TEXT' ? Prisma.sql`${sql} COLLATE "C"` : sql
}

function after(columns: Record<string, SortColumn>, input: PageInput): Prisma.Sql | undefined {
  if (input.cursor === undefined) return undefined
  const values = readCursor(input.cursor, columns, input)
  const sides = Object.values(columns)
  const right = sides.map(({ type }, index) => {
    const value = Prisma.sql`${values[index]}::${Prisma.raw(type)}`
    return type === 'TEXT' ? Prisma.sql`${value} COLLATE "C"` : value
  })
  const than = Prisma.raw(input.order === 'asc' ? '>' : '<')
  return Prisma.sql`(${Prisma.join(sides.map(comparable))}) ${than} (${Prisma.join(right)})`
}

function cursorOf(row: object, columns: Record<string, SortColumn>, { sort, order }: PageInput): string {
  const values = Object.keys(columns).map((name) => String(Reflect.get(row, name)))
  return Buffer.from(JSON.stringify([sort, order, ...values])).toString('base64url')
}

/** What each type's text must look like, so that no cursor can make the database refuse to parse it. */
const texts: Record<ColumnType, z.ZodType<string>> = {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: PostgreSQL's text holds every character but this one
  TEXT: z.string().refine((text) => !/\u0000/.test(text)),
  INT8: Id,
  DECIMAL: z.string().regex(/^-?\d{1,15}(\.\d{1,10})?$/),
  TIMESTAMPTZ: z.iso.datetime().refine((text) => Number.isFinite(Date.parse(text)) && text >= '0001'),
}

function readCursor(
  cursor: string,
  columns: Record<string, SortColumn>,
  { sort, order }: PageInput,
): string[] {
  const types = Object.values(columns).map(({ type }) => texts[type])
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    const [ofSort, ofOrder, ...values] = z.array(z.string()).parse(parts)
    if (ofSort === sort && ofOrder === order && values.length === types.length)
      return types.map((type, index) => type.parse(values[index]))
  } catch {
    // Whatever is wrong with it, the answer is the same.
  }
  throw badRequest('cursor', 'expected next_cursor of the page before, with the same sort and order')
}

/** `column` contains the text in any case; its wildcards are letters here. */
export function contains(columns: readonly Prisma.Sql[], text: string | undefined): Prisma.Sql | undefined {
  if (text === undefined || text === '') return undefined
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`
  return Prisma.sql`(${Prisma.join(
    columns.map((column) => Prisma.sql`lower(${column}) LIKE lower(${pattern}::TEXT)`),
    ' OR ',
  )})`
}
