import type { PGlite } from '@electric-sql/pglite'
import type { Catalogue } from './catalogue.ts'
import { resolveStatement } from './resolve-statement.ts'
import { shapeFaults } from './rules/shape-rules.ts'
import { signatureFaults } from './rules/signature-rules.ts'
import { isUtility, placeholderFaults, utilityFaults, wordFaults } from './rules/text-rules.ts'

/**
 * What of a statement is outside the subset of SQL that CockroachDB has with the same meaning; nothing where all of it is inside.
 * @param database of PGlite, with the tables that the statement names
 */
export async function statementFaults(
  database: PGlite,
  catalogue: Catalogue,
  text: string,
): Promise<string[]> {
  if (isUtility(text)) return utilityFaults(text)
  const faults = [...wordFaults(text), ...placeholderFaults(text)]
  try {
    const tree = await resolveStatement(database, text)
    return [
      ...new Set([...faults, ...signatureFaults(tree, catalogue), ...shapeFaults(tree, text, catalogue)]),
    ]
  } catch (error) {
    return [...faults, `it cannot be resolved: ${error instanceof Error ? error.message : String(error)}`]
  }
}
