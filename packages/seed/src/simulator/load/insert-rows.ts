import type { Client } from '../../insert-columns.ts'
import { type Row, type SimulatedTable, tableColumns } from '../table-rows.ts'

/** Rows a statement. */
const statementRows = 5_000

/** Inserts rows by `unnest`: the way where COPY is not to be had. */
export async function insertRows(client: Client, table: SimulatedTable, rows: readonly Row[]): Promise<void> {
  const columns = Object.entries(tableColumns[table])
  const names = columns.map(([name]) => name).join(', ')
  const arrays = columns.map(([, type], index) => `$${index + 1}::${type}[]`).join(', ')
  for (let start = 0; start < rows.length; start += statementRows) {
    const part = rows.slice(start, start + statementRows)
    await client.query(
      `INSERT INTO ${table} (${names}) SELECT ${names} FROM unnest(${arrays}) AS t(${names})`,
      columns.map((_, index) => part.map((row) => row[index])),
    )
  }
}
