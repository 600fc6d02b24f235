import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Database } from '../database/database.ts'
import { splitStatements } from './sql-statements.ts'

const file = 'prisma/cockroachdb.sql'

export function cockroachdbSettings(): string[] {
  return splitStatements(
    readFileSync(fileURLToPath(new URL('../../cockroachdb.sql', import.meta.url)), 'utf8'),
  )
}

/**
 * Runs what suits CockroachDB alone, each statement on its own; all of them can be run again. What is refused, since the role may not or
 * the cluster does not offer it, is left out: the service is as right without.
 * @returns a line that says that it is done, or one for each statement that was refused
 */
export async function applyCockroachdbSettings(
  database: Database,
  statements: readonly string[] = cockroachdbSettings(),
): Promise<string[]> {
  const refused: string[] = []
  for (const statement of statements) {
    try {
      await database.execute(statement)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      refused.push(`skipped  ${statement.split('\n').at(-1)}: ${reason}`)
    }
  }
  if (refused.length === 0) return [`applied  ${file}`]
  return [
    ...refused,
    `Of ${file}, which makes answers faster while there are writes, the rest is applied. Let an administrator run it.`,
  ]
}
