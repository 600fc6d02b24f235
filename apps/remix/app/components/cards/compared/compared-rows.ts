import { formatPeriod } from '../../../display/format.ts'
import { type BucketRow, type ComparedSeries, rowsBeside } from '../../../request/series/compared-series.ts'
import type { Line } from '../../charts/lines/lines-props.ts'
import type { Column } from '../../tables/data-table.tsx'

/** What a card shows of the period that its series is compared with. */
export interface ComparedRows<Row> {
  /** A line of one measure of the other period, in the colour of what is past. */
  line: (name: string, of: (row: Row) => number | null) => Line
  /** Columns of a table: which bucket stands beside, and one measure of it. */
  columns: (bucket: (row: Row) => string, name: string, value: (row: Row) => string) => Column<Row>[]
}

/** @returns undefined where nothing is compared, or it could not be had */
export function comparedRows<Row extends BucketRow>(
  rows: readonly Row[] | null,
  compared: ComparedSeries<Row> | undefined,
  granularity: 'day' | 'week' | 'month',
): ComparedRows<Row> | undefined {
  const beside = rowsBeside(rows, compared, granularity)
  if (rows === null || compared === undefined || beside === undefined) return undefined
  const told = (row: Row, tell: (other: Row) => string) => {
    const other = beside(row)
    return other === undefined ? '' : tell(other)
  }
  return {
    line: (name, of) => ({
      name: `${name}, ${formatPeriod(compared.days)}`,
      color: 'slate',
      values: rows.map((row) => {
        const other = beside(row)
        return other === undefined ? null : of(other)
      }),
    }),
    columns: (bucket, name, value) => [
      { name: 'Compared', value: (row) => told(row, bucket) },
      { name: `${name} then`, numeric: true, value: (row) => told(row, value) },
    ],
  }
}
