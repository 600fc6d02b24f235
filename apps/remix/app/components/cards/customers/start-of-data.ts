import { formatMonth } from '../../../display/format.ts'
import type { CardData } from '../../../request/card-data.server.ts'

type Movements = { month: string } & (
  | { start_mrr: number; new_mrr: number; end_mrr: number }
  | { start_customers: number; new_customers: number; end_customers: number }
)

/** The first row, where the data begin with it: it starts from 0, and all who pay in it count as new. */
function startOfData<Row extends Movements>(rows: readonly Row[]): Row | undefined {
  const [first] = rows
  if (first === undefined || rows.length === 1) return undefined
  const [start, fresh, end] =
    'start_mrr' in first
      ? [first.start_mrr, first.new_mrr, first.end_mrr]
      : [first.start_customers, first.new_customers, first.end_customers]
  return start === 0 && end > 0 && fresh === end ? first : undefined
}

/** Rows that can be compared: without that first month, beside which all others would be small. */
export function comparable<Row extends Movements>(rows: readonly Row[]): readonly Row[] {
  return startOfData(rows) === undefined ? rows : rows.slice(1)
}

/** What a chart without it says below its title; nothing where none is left out. */
export function startWords(rows: readonly Movements[] | null): string {
  const first = startOfData(rows ?? [])
  return first === undefined
    ? ''
    : `. Not drawn: ${formatMonth(first.month)}, in which the data begin and all count as new`
}

/** The same card without the month in which the data begin. */
export function sinceStart<Row extends Movements>(card: CardData<Row[]>): CardData<Row[]> {
  return card.data === null ? card : { ...card, data: [...comparable(card.data)] }
}
