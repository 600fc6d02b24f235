import type { ReactNode } from 'react'

export interface Column<Row> {
  name: string
  value: (row: Row) => ReactNode
  /** Numbers stand to the right. */
  numeric?: boolean
}

/** A table of one kind of row, small enough to read at once. */
export function DataTable<Row>({
  caption,
  columns,
  rows,
}: {
  caption: string
  columns: Column<Row>[]
  rows: readonly Row[]
}) {
  return (
    <table className="w-full text-left text-sm">
      <caption className="sr-only">{caption}</caption>
      <thead className="text-xs text-slate-600 dark:text-slate-400">
        <tr>
          {columns.map(({ name, numeric }) => (
            <th
              key={name}
              scope="col"
              className={`whitespace-nowrap py-2 pr-4 font-medium last:pr-0 ${numeric ? 'text-right' : ''}`}
            >
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="divide-y divide-slate-100 text-slate-900 dark:divide-slate-800 dark:text-slate-100">
        {rows.map((row, index) => (
          // Rows have no identity of their own and never move within a rendering.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <tr key={index}>
            {columns.map(({ name, value, numeric }) => (
              <td key={name} className={`py-2 pr-4 last:pr-0 ${numeric ? 'text-right' : ''}`}>
                {value(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
