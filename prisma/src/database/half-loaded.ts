import type { Database } from './database.ts'

/** What is wrong with a database that a load or a rebuild left half done, or is just filling; undefined when nothing is. */
export async function halfLoaded(database: Pick<Database, 'execute'>): Promise<string | undefined> {
  const { rows } = await database.execute(
    `SELECT EXISTS (SELECT 1 FROM simulations WHERE state = 'loading') AS loading,
            EXISTS (SELECT 1 FROM rollup_state WHERE NOT is_whole) AS rebuilding`,
  )
  if (rows[0]?.loading)
    return 'holds half a simulated service: its load is going on, or did not end and npm run simulate begins it again'
  if (rows[0]?.rebuilding)
    return 'holds half of its rollups: a rebuild is going on, or did not end and npm run rollups:rebuild begins it again'
  return undefined
}
