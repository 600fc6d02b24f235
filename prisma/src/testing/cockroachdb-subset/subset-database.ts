import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { splitStatements } from '../../migrations/sql-statements.ts'
import { type Catalogue, readCatalogue } from './catalogue.ts'

const migrations = new URL('../../../migrations/', import.meta.url).pathname

/** The statements of every migration, in their order. */
export const migrationStatements: readonly string[] = readdirSync(migrations, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort()
  .flatMap((name) => splitStatements(readFileSync(join(migrations, name, 'migration.sql'), 'utf8')))

/** A database in memory that has the service's tables, for statements to be resolved in. */
export async function openSubsetDatabase(): Promise<{ database: PGlite; catalogue: Catalogue }> {
  const database = new PGlite()
  for (const statement of migrationStatements) await database.exec(statement)
  return { database, catalogue: await readCatalogue(database) }
}
