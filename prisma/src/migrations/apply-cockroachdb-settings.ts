import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Database } from '../database/database.ts'
import { sqlState } from '../database/retry.ts'
import { OperatorError } from '../program/operator-error.ts'
import { splitStatements } from './sql-statements.ts'

const file = 'prisma/cockroachdb.sql'
const forbidden = '42501'

export function cockroachdbSettings(): string[] {
  return splitStatements(
    readFileSync(fileURLToPath(new URL('../../cockroachdb.sql', import.meta.url)), 'utf8'),
  )
}

/**
 * Runs what suits CockroachDB alone, each statement on its own; all of them can be run again.
 * @returns a line that says that it is done, or that the role may not
 * @throws OperatorError with the statement that failed for another reason
 */
export async function applyCockroachdbSettings(
  database: Database,
  statements: readonly string[] = cockroachdbSettings(),
): Promise<string> {
  for (const statement of statements) {
    try {
      await database.execute(statement)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      if (sqlState(error) === forbidden)
        return `skipped  ${file}, which makes answers faster while there are writes: ${reason}. Let an administrator run it.`
      throw new OperatorError(`${file} failed: ${reason}\n${statement}`)
    }
  }
  return `applied  ${file}`
}
