import { Link } from '@remix-run/react'
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
  value: (row: Row) => ReactNode
}

/** A page of a list, whose order is chosen by its heads. */
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
      <table className="w-full text-left text-sm">
        <caption className="sr-only">{caption}</caption>
        <thead className="text-xs text-slate-600 dark:text-slate-400">
          <tr>
            {columns.map(({ label, href, order, numeric }) => (
              <th
                key={label}
                scope="col"
                aria-sort={order === undefined ? undefined : order === 'asc' ? 'ascending' : 'descending'}
                className={`whitespace-nowrap py-1 pr-4 font-medium last:pr-0 ${numeric ? 'text-right' : ''}`}
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
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-slate-100 dark:divide-slate-800">
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ label, value, numeric, wide }) => (
                <td
                  key={label}
                  className={`py-2 pr-4 last:pr-0 ${numeric ? 'whitespace-nowrap text-right' : ''} ${wide ? 'min-w-72' : ''}`}
                >
                  {value(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
