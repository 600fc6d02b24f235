import type { PGlite } from '@electric-sql/pglite'

export interface Routine {
  name: string
  kind: 'aggregate' | 'function' | 'window'
  arguments: readonly string[]
  returns: string
}

export interface Operator {
  name: string
  /** Undefined of an operator that stands before its argument. */
  left: string | undefined
  right: string
  returns: string
}

/** What PostgreSQL's catalogue has by the numbers that parse trees name, with types by their names. */
export interface Catalogue {
  routines: ReadonlyMap<string, Routine>
  operators: ReadonlyMap<string, Operator>
  types: ReadonlyMap<string, string>
}

export async function readCatalogue(database: PGlite): Promise<Catalogue> {
  const routines = await database.query<Routine & { oid: string }>(
    `SELECT oid::TEXT AS oid, proname AS name,
       CASE prokind WHEN 'a' THEN 'aggregate' WHEN 'w' THEN 'window' ELSE 'function' END AS kind,
       ARRAY(SELECT format_type(a, NULL) FROM unnest(proargtypes) WITH ORDINALITY AS u (a, n) ORDER BY n) AS arguments,
       format_type(prorettype, NULL) AS returns
     FROM pg_proc`,
  )
  const operators = await database.query<{
    oid: string
    name: string
    left: string | null
    right: string
    returns: string
  }>(
    `SELECT oid::TEXT AS oid, oprname AS name, CASE WHEN oprleft <> 0 THEN format_type(oprleft, NULL) END AS left,
       format_type(oprright, NULL) AS right, format_type(oprresult, NULL) AS returns
     FROM pg_operator`,
  )
  const types = await database.query<{ oid: string; name: string }>(
    'SELECT oid::TEXT AS oid, format_type(oid, NULL) AS name FROM pg_type',
  )
  return {
    routines: new Map(routines.rows.map(({ oid, ...routine }) => [oid, routine])),
    operators: new Map(
      operators.rows.map(({ oid, left, ...operator }) => [oid, { ...operator, left: left ?? undefined }]),
    ),
    types: new Map(types.rows.map(({ oid, name }) => [oid, name])),
  }
}
