import type { PGlite } from '@electric-sql/pglite'
import { parseTree, type Tree } from './node-tree.ts'

/**
 * Which functions, operators, casts and kinds of nodes PostgreSQL finds in a statement: it is made the body of a function, whose tree the
 * catalogue shows.
 * @throws Error of the database when the statement is none that a function can hold, or is not right
 */
export async function resolveStatement(database: PGlite, text: string): Promise<Tree> {
  await database.exec(`PREPARE to_resolve AS ${text}`)
  const { rows } = await database.query<{ types: string[] }>(
    "SELECT parameter_types::TEXT[] AS types FROM pg_prepared_statements WHERE name = 'to_resolve'",
  )
  await database.exec('DEALLOCATE to_resolve')
  const parameterTypes = rows[0]?.types ?? []
  await database.exec(
    `CREATE FUNCTION to_resolve(${parameterTypes.join(', ')}) RETURNS void LANGUAGE SQL BEGIN ATOMIC ${text}\n; END`,
  )
  const body = await database.query<{ tree: string }>(
    "SELECT prosqlbody::TEXT AS tree FROM pg_proc WHERE proname = 'to_resolve'",
  )
  await database.exec('DROP FUNCTION to_resolve')
  return parseTree(body.rows[0]?.tree ?? '')
}
