import { formatPeriod } from '../../display/format.ts'
import { type Days, pairedBuckets } from '../../display/paired-buckets.ts'
import type { Compared } from '../../filters/periods.ts'
import type { CardData } from '../card-data.server.ts'

/** A row of a series, by the first day of its bucket, or by its month. */
export type BucketRow = { date: string } | { week: string } | { month: string }

/** A series of another period, which stands beside one. */
export interface ComparedSeries<Row> {
  by: Compared['by']
  card: CardData<Row[]>
  /** Of the series that it stands beside. */
  now: Days
  days: Days
}

/** The first day of a row's bucket. */
export function bucketDay(row: BucketRow): string {
  if ('date' in row) return row.date
  return 'week' in row ? row.week : `${row.month}-01`
}

/** @returns for a row of the series the one that stands beside; undefined where nothing is compared, or it could not be had */
export function rowsBeside<Row extends BucketRow>(
  rows: readonly Row[] | null,
  compared: ComparedSeries<Row> | undefined,
  granularity: 'day' | 'week' | 'month',
): ((row: BucketRow) => Row | undefined) | undefined {
  const others = compared?.card.data
  if (rows === null || compared === undefined || !others) return undefined
  const pair = pairedBuckets(rows.map(bucketDay), compared.now, compared.days, granularity)
  const byDay = new Map(others.map((row) => [bucketDay(row), row]))
  return (row) => byDay.get(pair(bucketDay(row)))
}

/** What is said of the other period, after a card’s unit or before its rule. */
export function besideInWords<Row>(compared: ComparedSeries<Row> | undefined): string | undefined {
  if (compared === undefined) return undefined
  const { card, days } = compared
  if (card.fault !== null) return `not beside ${formatPeriod(days)}: ${card.fault}`
  return `beside ${formatPeriod(days)}${card.notice === undefined ? '' : ` (${card.notice})`}`
}

/** A card’s note that says what it stands beside. */
export function withBeside<Row>(note: string, compared: ComparedSeries<Row> | undefined): string {
  const beside = besideInWords(compared)
  return beside === undefined ? note : `${note}, ${beside}`
}
