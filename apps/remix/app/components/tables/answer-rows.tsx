import { DataTable } from './data-table.tsx'

/** Rows of any answer, as they are: a column a key, what is no text or number as JSON. */
export function AnswerRows({ rows }: { rows: readonly unknown[] }) {
  const records = rows.filter(isRecord)
  const keys = [...new Set(records.flatMap((row) => Object.keys(row)))]
  if (keys.length === 0) return <p className="quiet mt-2 text-sm">There is nothing in it.</p>
  return (
    // What scrolls must be reachable by keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section tabIndex={0} aria-label="Rows of the answer" className="panel relative mt-2 overflow-x-auto">
      <DataTable
        caption="Rows of the answer"
        rows={records}
        columns={keys.map((name) => ({ name, value: (row: Record<string, unknown>) => written(row[name]) }))}
      />
    </section>
  )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return value instanceof Object && !Array.isArray(value)
}

const longest = 120

function written(value: unknown): string {
  if (value === undefined) return ''
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}
