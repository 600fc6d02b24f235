import { columnTypes } from '../../dataset/insert-by-unnest.ts'
import { type Rows, simulatedTables, tableColumns } from '../rows/table-rows.ts'

/** One JSON object a line, `table` first, then the row's columns; decimals are JSON numbers. */
export function toNdjson(rows: Rows): string {
  let text = ''
  for (const table of simulatedTables) {
    for (const row of rows[table]) {
      text += `{"table":"${table}"`
      for (const [index, column] of tableColumns[table].entries()) {
        const cell = row[index]
        // A decimal is written with its digits, not by way of a binary number.
        text += `,"${column}":${typeof cell === 'number' || columnTypes[column] === 'DECIMAL' ? cell : JSON.stringify(cell)}`
      }
      text += '}\n'
    }
  }
  return text
}
