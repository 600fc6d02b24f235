import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { statementFaults } from './check-statement.ts'
import { recordedStatements } from './recorded-statements.ts'
import { castCount, functionCount, operatorCount } from './rules/facts.ts'
import { isUtility, onlyFor } from './rules/text-rules.ts'
import { migrationStatements, openSubsetDatabase } from './subset-database.ts'

// Runs after all other tests of `npm test`, whose statements it reads.

const { database, catalogue } = await openSubsetDatabase()
afterAll(() => database.close())

const statements = readdirSync(recordedStatements).map((name) =>
  readFileSync(join(recordedStatements, name), 'utf8'),
)
const ofMigrations = new Set(migrationStatements)

test('every statement that the tests send is inside the subset that CockroachDB has, or says for which engine it is', async () => {
  // Tables that tests make for themselves.
  for (const text of statements)
    if (/^\s*CREATE TABLE/.test(text) && !ofMigrations.has(text)) await database.exec(text).catch(() => {})
  const faults: Record<string, string[]> = {}
  const counts = { resolved: 0, utility: 0, ofOneEngine: 0 }
  for (const text of statements) {
    if (onlyFor(text) !== undefined) {
      counts.ofOneEngine++
      continue
    }
    counts[isUtility(text) ? 'utility' : 'resolved']++
    const found = (await statementFaults(database, catalogue, text)).filter(
      // What a migration says is for all rows of its time; its text is what its checksum is of.
      (fault) => !(ofMigrations.has(text) && fault.includes('of every row')),
    )
    if (found.length > 0) faults[text] = found
  }
  process.stdout.write(
    `${statements.length} statements: ${counts.resolved} resolved, ${counts.utility} by their form, ${counts.ofOneEngine} for one engine; ` +
      `facts: ${functionCount} functions, ${operatorCount} operators, ${castCount} casts\n`,
  )
  expect(faults).toEqual({})
  // A run of some test files has few: the whole suite is what this is about.
  expect(counts.resolved).toBeGreaterThan(600)
})
