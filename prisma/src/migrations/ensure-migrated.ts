import type { Database } from '../database/database.ts'
import type { DatabaseSettings } from '../program/environment.ts'
import { OperatorError } from '../program/operator-error.ts'
import { isCurrent, migrate, migrationStatus } from './migrate.ts'

/**
 * The embedded database is ours to migrate; a database of somebody's is migrated when they say so.
 * @throws OperatorError when that has not happened
 */
export async function ensureMigrated(database: Database, { DATABASE_URL }: DatabaseSettings): Promise<void> {
  if (DATABASE_URL === undefined) await migrate(database)
  else if (!isCurrent(await migrationStatus(database)))
    throw new OperatorError(`${database.name} is not migrated. Run: npm run db:migrate`)
}
