import { Link } from '@remix-run/react'
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from '@tremor/react'
import type { ReactNode } from 'react'

export interface SortableColumn<Row> {
  label: string
  /** The URL that orders by it: the other way round if it is ordered by it now. */
  href?: string | undefined
  /** How it is ordered now. */
  order?: 'asc' | 'desc' | undefined
  numeric?: boolean | undefined
  /** Sentences, which should not be squeezed into a column of words. */
  wide?: boolean | undefined
  /** Keys, which have no words to break between. */
  breaks?: boolean | undefined
  value: (row: Row) => ReactNode
}

/**
 * A page of a list, whose order is chosen by its heads. On a phone each row is a block of its own, with every cell under its
 * label; the roles are said, because browsers forget those of a table that is no longer laid out as one.
 */
export function SortableTable<Row>({
  caption,
  columns,
  rows,
  keyOf,
}: {
  caption: string
  columns: readonly SortableColumn<Row>[]
  rows: readonly Row[]
  keyOf: (row: Row) => string
}) {
  return (
    // What scrolls must be reachable by keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section aria-label={caption} tabIndex={0} className="panel mt-4 overflow-x-auto px-5 py-2">
      <Table role="table" className="stacking overflow-visible text-left">
        <caption className="sr-only">{caption}</caption>
        <TableHead role="rowgroup">
          <TableRow role="row">
            {columns.map(({ label, href, order, numeric }) => (
              <TableHeaderCell
                key={label}
                role="columnheader"
                scope="col"
                aria-sort={order === undefined ? undefined : order === 'asc' ? 'ascending' : 'descending'}
                className={`px-0 py-1 pr-4 text-xs last:pr-0 ${numeric ? 'text-right' : ''}`}
              >
                {href === undefined ? (
                  label
                ) : (
                  <Link className="inline-flex h-9 items-center gap-1 hover:underline" to={href}>
                    {label}
                    <span aria-hidden="true" className="w-2">
                      {order === undefined ? '' : order === 'asc' ? '↑' : '↓'}
                    </span>
                  </Link>
                )}
              </TableHeaderCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody role="rowgroup">
          {rows.map((row) => (
            <TableRow key={keyOf(row)} role="row">
              {columns.map(({ label, value, numeric, wide, breaks }) => (
                <TableCell
                  key={label}
                  role="cell"
                  data-label={label}
                  className={`px-0 py-2 pr-4 text-tremor-content-strong last:pr-0 dark:text-dark-tremor-content-strong ${wide ? 'whitespace-normal' : ''} ${numeric ? 'whitespace-nowrap text-right' : ''} ${wide ? 'min-w-72' : ''} ${breaks ? 'min-w-40 whitespace-normal break-all' : ''}`}
                >
                  {value(row)}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </section>
  )
}
