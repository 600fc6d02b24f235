import { type Client, type Column, columnTypes, insertByUnnest } from './insert-by-unnest.ts'

/**
 * Inserts rows of one shape. With an id column, ids are given here: the highest in the table plus the row's position;
 * the sequence behind the column, where the engine has one, is moved past them.
 * @returns the id (decimal) of the row at a 1-based position
 */
export async function insertColumns<Row extends Partial<Record<Column, string | number | null>>>(
  client: Client,
  table: string,
  id: Column | undefined,
  rows: readonly Row[],
): Promise<(position: number) => string> {
  const base = id === undefined ? 0n : await highestId(client, table, id)
  const idAt = (position: number) => String(base + BigInt(position))
  const [first] = rows
  if (first === undefined) return idAt
  // Object.keys forgets its keys' type; they are columnTypes'.
  const columns = (Object.keys(columnTypes) as Column[]).filter((column) => column in first && column !== id)
  const given = rows.map((row) => columns.map((name) => row[name]))
  if (id === undefined) await insertByUnnest(client, table, columns, given)
  else {
    const numbered = given.map((cells, index) => [idAt(index + 1), ...cells])
    await insertByUnnest(client, table, [id, ...columns], numbered)
    await moveSequence(client, table, id, idAt(rows.length))
  }
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
  const { rows } = await client.query(
    `SELECT column_default AS made_by FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name = $1 AND column_name = $2`,
    [table, id],
  )
  const [, sequence] = /^nextval\('([^']+)'/.exec(String(rows[0]?.made_by)) ?? []
  if (sequence === undefined) return
  await client.query(
    `/* only postgresql: no sequence is behind a column of CockroachDB */
     SELECT setval('${sequence}', GREATEST($1::INT8, (SELECT last_value FROM ${sequence})))`,
    [to],
  )
}
