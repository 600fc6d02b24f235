import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from '@tremor/react'
import type { ReactNode } from 'react'

export interface Column<Row> {
  name: string
  value: (row: Row) => ReactNode
  /** Numbers stand to the right. */
  numeric?: boolean
}

/**
 * A table of one kind of row, small enough to read at once. On a phone it stands as SortableTable does.
 * @param latest of a series, ascending, so many of the last rows, where all are in the export: thousands that are folded away cost a
 * phone seconds before it can be used
 */
export function DataTable<Row>({
  caption,
  columns,
  rows,
  latest = rows.length,
}: {
  caption: string
  columns: Column<Row>[]
  rows: readonly Row[]
  latest?: number
}) {
  const left = Math.max(0, rows.length - latest)
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
          {rows.slice(left).map((row, index) => (
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
      {left === 0 ? null : (
        <p className="py-2">
          The latest {latest} of {rows.length}; all of them are in CSV and JSON below.
        </p>
      )}
    </>
  )
}
