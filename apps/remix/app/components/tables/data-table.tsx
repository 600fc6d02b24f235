import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from '@tremor/react'
import type { ReactNode } from 'react'

export interface Column<Row> {
  name: string
  value: (row: Row) => ReactNode
  /** Numbers stand to the right. */
  numeric?: boolean
}

/** Rows that are shown: thousands that are folded away cost a phone seconds before it can be used. */
const mostRows = 100

/** A table of one kind of row, small enough to read at once. On a phone it stands as SortableTable does. */
export function DataTable<Row>({
  caption,
  columns,
  rows,
}: {
  caption: string
  columns: Column<Row>[]
  rows: readonly Row[]
}) {
  const more = rows.length - mostRows
  return (
    <>
      <Table role="table" className="stacking overflow-visible text-left">
        <caption className="sr-only">{caption}</caption>
        <TableHead role="rowgroup">
          <TableRow role="row">
            {columns.map(({ name, numeric }) => (
              <TableHeaderCell
                key={name}
                role="columnheader"
                scope="col"
                className={`px-0 py-2 pr-4 text-xs last:pr-0 ${numeric ? 'text-right' : ''}`}
              >
                {name}
              </TableHeaderCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody role="rowgroup">
          {rows.slice(0, mostRows).map((row, index) => (
            // Rows have no identity of their own and never move within a rendering.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <TableRow key={index} role="row">
              {columns.map(({ name, value, numeric }) => (
                <TableCell
                  key={name}
                  role="cell"
                  data-label={name}
                  className={`px-0 py-2 pr-4 text-tremor-content-strong last:pr-0 dark:text-dark-tremor-content-strong ${numeric ? 'text-right' : ''}`}
                >
                  {value(row)}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {more > 0 ? (
        <p className="py-2">
          {more === 1 ? 'One more row is' : `${more} more rows are`} in the export below.
        </p>
      ) : null}
    </>
  )
}
