import type { Database } from '@streaming/db'

export type Client = Parameters<Parameters<Database['sqlTransaction']>[0]>[0]

/** Rows a statement. CockroachDB's advice is hundreds to thousands. */
const statementRows = 1_000

/** The array type of each column that data is loaded into, so that no engine has to guess. */
export const columnTypes = {
  subscription_id: 'INT8',
  user_id: 'INT8',
  content_id: 'INT8',
  watch_id: 'INT8',
  payment_id: 'INT8',
  name: 'TEXT',
  price: 'DECIMAL',
  features: 'TEXT',
  email: 'TEXT',
  password: 'TEXT',
  title: 'TEXT',
  genre: 'TEXT',
  release_year: 'INT2',
  content_type: 'TEXT',
  rating: 'DECIMAL',
  runtime_minutes: 'INT4',
  released_on: 'DATE',
  watched_on: 'TIMESTAMPTZ',
  progress: 'DECIMAL',
  review_text: 'TEXT',
  amount: 'DECIMAL',
  payment_date: 'TIMESTAMPTZ',
  method: 'TEXT',
  status: 'TEXT',
} as const

export type Column = keyof typeof columnTypes

/** Inserts rows, each an array in the order of the columns: a thousand a statement, each column as an array. */
export async function insertByUnnest(
  client: Client,
  table: string,
  columns: readonly Column[],
  rows: readonly (readonly unknown[])[],
): Promise<void> {
  const names = columns.join(', ')
  const arrays = columns.map((name, index) => `$${index + 1}::${columnTypes[name]}[]`).join(', ')
  for (let start = 0; start < rows.length; start += statementRows) {
    const part = rows.slice(start, start + statementRows)
    await client.query(
      `INSERT INTO ${table} (${names}) SELECT ${names} FROM unnest(${arrays}) AS t(${names})`,
      columns.map((_, index) => part.map((row) => row[index])),
    )
  }
}
