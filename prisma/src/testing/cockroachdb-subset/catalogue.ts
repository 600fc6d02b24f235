import type { PGlite } from '@electric-sql/pglite'

/** Names of what parse trees of PostgreSQL name by number. */
export interface Catalogue {
  /** Of functions, aggregates and window functions. */
  routines: ReadonlyMap<string, string>
  operators: ReadonlyMap<string, string>
  types: ReadonlyMap<string, string>
}

export async function readCatalogue(database: PGlite): Promise<Catalogue> {
  const names = async (query: string) => {
    const { rows } = await database.query<{ oid: string; name: string }>(query)
    return new Map(rows.map(({ oid, name }) => [oid, name]))
  }
  return {
    routines: await names('SELECT oid::TEXT AS oid, proname AS name FROM pg_proc'),
    operators: await names('SELECT oid::TEXT AS oid, oprname AS name FROM pg_operator'),
    types: await names('SELECT oid::TEXT AS oid, format_type(oid, NULL) AS name FROM pg_type'),
  }
}
