import type { Client } from '../../dataset/insert-by-unnest.ts'

const onlyPostgres = '/* only postgresql: there a load is one transaction */'

/** The tables that a simulation fills by the thousand. */
const tables = ['users', 'watchhistory', 'reviews', 'paymenthistory']

/**
 * Drops what slows a load down, foreign keys and every index but those of constraints, and tells how to make it again. For
 * PostgreSQL and its kin, where this is part of the transaction: if the load fails, nothing was dropped.
 * @returns statements that build all of it again and so check every foreign key
 */
export async function dropSecondaryIndexes(client: Client): Promise<string[]> {
  const foreignKeys = await client.query(
    `${onlyPostgres}
     SELECT conrelid::regclass::TEXT AS "table", quote_ident(conname) AS name, pg_get_constraintdef(oid) AS definition
     FROM pg_constraint WHERE contype = 'f' AND conrelid = ANY($1::regclass[]) ORDER BY conname`,
    [tables],
  )
  const indexes = await client.query(
    `${onlyPostgres}
     SELECT indexrelid::regclass::TEXT AS name, pg_get_indexdef(indexrelid) AS definition
     FROM pg_index WHERE indrelid = ANY($1::regclass[])
       AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid AND contype <> 'f') ORDER BY 1`,
    [tables],
  )
  for (const { table, name } of foreignKeys.rows)
    await client.query(`${onlyPostgres} ALTER TABLE ${table} DROP CONSTRAINT ${name}`)
  for (const { name } of indexes.rows) await client.query(`${onlyPostgres} DROP INDEX ${name}`)
  return [
    ...indexes.rows.map(({ definition }) => `${onlyPostgres} ${definition}`),
    ...foreignKeys.rows.map(
      ({ table, name, definition }) =>
        `${onlyPostgres} ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`,
    ),
  ]
}
