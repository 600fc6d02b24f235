import type { Database } from './database.ts'

/** What is wrong with a database that a load left half done, or is just filling; undefined when nothing is. */
export async function halfLoaded(database: Pick<Database, 'execute'>): Promise<string | undefined> {
  const { rows } = await database.execute("SELECT 1 FROM simulations WHERE state = 'loading'")
  return rows.length === 0
    ? undefined
    : 'holds half a simulated service: its load is going on, or did not end and npm run simulate begins it again'
}
