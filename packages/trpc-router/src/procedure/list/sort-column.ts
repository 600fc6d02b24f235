import { textFault } from '@streaming/db'
import { z } from 'zod'
import { Id } from '../fields/schemas.ts'

export type Direction = 'asc' | 'desc'
export type Comparison = 'equals' | 'gt' | 'gte' | 'lt' | 'lte'

/** A column that a list can be ordered by. It is NOT NULL, and the answer has it under the same name. */
export interface SortColumn<Where, OrderBy> {
  orderBy(direction: Direction): OrderBy
  where(comparison: Comparison, value: string): Where
  /** Whether a text is a value of the column: so that no cursor makes the database refuse to parse it. */
  accepts(text: string): boolean
}

type Compared<Value> = { equals: Value } | { gt: Value } | { gte: Value } | { lt: Value } | { lte: Value }

const comparisons = {
  equals: <Value>(value: Value) => ({ equals: value }),
  gt: <Value>(value: Value) => ({ gt: value }),
  gte: <Value>(value: Value) => ({ gte: value }),
  lt: <Value>(value: Value) => ({ lt: value }),
  lte: <Value>(value: Value) => ({ lte: value }),
} satisfies Record<Comparison, (value: never) => object>

/** Where the column stands in Prisma's arguments, such as `(is) => ({ plan: { name: is } })`. */
type Place<Where, OrderBy, Value> = ((is: Direction) => OrderBy) & ((is: Compared<Value>) => Where)

const smallText = z
  .string()
  .regex(/^-?\d{1,5}$/)
  .transform(Number)
  .refine((number) => number >= -32_768 && number <= 32_767)
const decimalText = z.string().regex(/^-?\d{1,15}(\.\d{1,10})?$/)
const anyText = z.string().refine((text) => textFault(text) === undefined)
const instantText = z.iso
  .datetime()
  .refine((text) => Number.isFinite(Date.parse(text)) && text >= '0001')
  .transform((text) => new Date(text))

/** What makes sort columns of one model, by the type of the column. */
export function sortColumns<Where, OrderBy>() {
  const columnOf =
    <Value>(text: z.ZodType<Value, string>) =>
    (place: Place<Where, OrderBy, Value>): SortColumn<Where, OrderBy> => ({
      orderBy: (direction) => place(direction),
      where: (comparison, value) => place(comparisons[comparison](text.parse(value))),
      accepts: (value) => text.safeParse(value).success,
    })
  return {
    id: columnOf(Id.transform(BigInt)),
    /** A SMALLINT. */
    small: columnOf(smallText),
    /** As text, which keeps every digit. */
    decimal: columnOf(decimalText),
    text: columnOf(anyText),
    instant: columnOf(instantText),
  }
}
