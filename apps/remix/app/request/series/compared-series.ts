import { formatPeriod } from '../../display/format.ts'
import { type Days, pairedBuckets } from '../../display/paired-buckets.ts'
import type { Compared } from '../../filters/periods.ts'
import type { CardData } from '../card-data.server.ts'

/** A series of another period, which stands beside one. */
export interface ComparedSeries<Row> {
  card: CardData<Row[]>
  /** Of the series that it stands beside. */
  now: Days
  days: Days
}

export function comparedSeries<Row>(
  comparison: Compared | undefined,
  card: CardData<Row[]> | undefined,
): ComparedSeries<Row> | undefined {
  if (comparison === undefined || card === undefined) return undefined
  return { card, now: comparison.now, days: comparison.before }
}

/** @returns for a place in a series the row that stands beside; undefined where nothing is compared, or it could not be had */
export function rowsBeside<Row extends { date: string }>(
  rows: readonly Row[] | null,
  compared: ComparedSeries<Row> | undefined,
  granularity: 'day' | 'week' | 'month',
): ((at: number) => Row | undefined) | undefined {
  const others = compared?.card.data
  if (rows === null || compared === undefined || !others) return undefined
  const buckets = (of: readonly Row[]) => of.map(({ date }) => date)
  const pair = pairedBuckets(
    { buckets: buckets(rows), days: compared.now },
    { buckets: buckets(others), days: compared.days },
    granularity,
  )
  return (at) => others[pair(at) ?? -1]
}

/** What is said of the other period, after a card’s unit or before its rule. */
export function besideInWords<Row>(compared: ComparedSeries<Row> | undefined): string | undefined {
  if (compared === undefined) return undefined
  const { card, days } = compared
  if (card.fault !== null) return `not beside ${formatPeriod(days)}: ${card.fault}`
  return `beside ${formatPeriod(days)}${card.notice === undefined ? '' : ` (${card.notice})`}`
}
