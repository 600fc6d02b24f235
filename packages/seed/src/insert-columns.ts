import type { Database } from '@streaming/db'

export type Client = Parameters<Parameters<Database['transaction']>[0]>[0]

/** Rows a statement. CockroachDB's advice is hundreds to thousands. */
const batch = 1_000

/** The array type of each column, so that no engine has to guess. */
const types = {
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
  watched_on: 'TIMESTAMPTZ',
  progress: 'DECIMAL',
  review_text: 'TEXT',
  amount: 'DECIMAL',
  payment_date: 'TIMESTAMPTZ',
  method: 'TEXT',
} as const

type Column = keyof typeof types

/**
 * Inserts rows of one shape by `unnest`, a thousand a statement. With an id column, ids are given here: the
 * highest in the table plus the row's position; the sequence behind the column, where the engine has one,
 * is moved past them.
 * @returns the id (decimal) of the row at a 1-based position
 */
export async function insertColumns<Row extends Partial<Record<Column, string | number>>>(
  client: Client,
  table: string,
  id: Column | undefined,
  rows: readonly Row[],
): Promise<(position: number) => string> {
  const base = id === undefined ? 0n : await highestId(client, table, id)
  const idAt = (position: number) => String(base + BigInt(position))
  const [first] = rows
  if (first === undefined) return idAt
  const columns = (Object.keys(types) as Column[]).filter((column) => column in first && column !== id)
  for (let start = 0; start < rows.length; start += batch) {
    const part = rows.slice(start, start + batch)
    const names = id === undefined ? columns : [id, ...columns]
    const values = names.map((name) =>
      part.map((row, index) => (name === id ? idAt(start + index + 1) : row[name])),
    )
    const arrays = names.map((name, index) => `$${index + 1}::${types[name]}[]`)
    await client.query(
      `INSERT INTO ${table} (${names}) SELECT ${names} FROM unnest(${arrays}) AS t(${names})`,
      values,
    )
  }
  if (id !== undefined) await moveSequence(client, table, id, idAt(rows.length))
  return idAt
}

async function highestId(client: Client, table: string, id: Column): Promise<bigint> {
  const { rows } = await client.query(`SELECT COALESCE(MAX(${id}), 0)::TEXT AS highest FROM ${table}`)
  return BigInt(String(rows[0]?.highest))
}

/**
 * Only ever forward, since a sequence is not rolled back with its transaction. CockroachDB's columns draw
 * from unique_rowid(), far above any position: there is no sequence to move.
 */
export async function moveSequence(client: Client, table: string, id: string, to: string): Promise<void> {
  const { rows } = await client.query('SELECT pg_get_serial_sequence($1, $2) AS sequence', [table, id])
  const sequence: unknown = rows[0]?.sequence
  if (typeof sequence !== 'string') return
  await client.query(
    `SELECT setval('${sequence}', GREATEST($1::INT8, (SELECT last_value FROM ${sequence})))`,
    [to],
  )
}
