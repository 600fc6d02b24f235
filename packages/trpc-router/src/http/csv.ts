import { stringify } from 'csv-stringify/sync'
import { z } from 'zod'

/**
 * An answer as CSV: RFC 4180, one header line, the columns of the JSON. Text that a spreadsheet would take
 * for a formula gets a leading apostrophe. A page becomes the table of its items. An answer with two histories becomes
 * one table whose first column says which history a row is of.
 */
export function toCsv(answer: unknown, output: z.ZodType): string {
  const { rows, columns } = asTable(answer, output)
  return stringify(rows, {
    header: true,
    columns,
    record_delimiter: 'windows',
    escape_formulas: true,
    // As in the JSON; the library writes 1 and nothing.
    cast: { boolean: String },
    // Any end of a line inside a field, not only the delimiter of records; and text that readers would trim.
    quoted_match: /^$|^\s|\s$|[\r\n]/,
  })
}

type Row = Record<string, unknown>
const tableRows = z.array(z.record(z.string(), z.unknown()))

function asTable(answer: unknown, output: z.ZodType): { rows: Row[]; columns: string[] } {
  if (output instanceof z.ZodArray) return { rows: tableRows.parse(answer), columns: columnsOf(output) }
  if (!(output instanceof z.ZodObject))
    throw new TypeError('an answer with CSV is an array or an object of arrays')
  const histories = Object.entries(output.shape).filter(
    (entry): entry is [string, z.ZodArray] => entry[1] instanceof z.ZodArray,
  )
  const [only, ...others] = histories
  if (only !== undefined && others.length === 0) {
    const [name, schema] = only
    return {
      rows: tableRows.parse(answer instanceof Object ? Reflect.get(answer, name) : []),
      columns: columnsOf(schema),
    }
  }
  const columns = ['history', ...new Set(histories.flatMap(([, schema]) => columnsOf(schema)))]
  const rows = histories.flatMap(([name]) =>
    tableRows
      .parse(answer instanceof Object ? Reflect.get(answer, name) : [])
      .map((row) => ({ history: name, ...row })),
  )
  return { rows, columns }
}

function columnsOf({ element }: z.ZodArray): string[] {
  if (!(element instanceof z.ZodObject)) throw new TypeError('a row is an object')
  return Object.keys(element.shape)
}
