import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { expect, inject } from 'vitest'
import { recordedStatements } from './recorded-statements.ts'
import { onlyFor } from './rules/text-rules.ts'

// Every text that a test file, or the code under test in its process, sends to a database is kept once, in a file that is named by
// its hash. recorded.subset.ts reads them after all other tests.

const seen = new Set<string>()
/** Tests of the embedded server speak to what only it is. */
const isOfOneEngine = expect.getState().testPath?.includes('/prisma/src/embedded/') ?? false

function record(text: unknown): void {
  if (typeof text === 'string' && isForPostgres(text) && inject('engine').name === 'cockroachdb')
    throw new Error(`A statement that says that it is for PostgreSQL was sent to CockroachDB: ${text}`)
  if (isOfOneEngine || typeof text !== 'string' || seen.has(text)) return
  seen.add(text)
  const name = createHash('sha256').update(text).digest('hex')
  writeFileSync(join(recordedStatements, `${name}.sql`), text)
}

function isForPostgres(text: string): boolean {
  return onlyFor(text)?.engine === 'postgresql'
}

pg.Client.prototype.query = new Proxy(pg.Client.prototype.query, {
  apply(send, client, args) {
    const [query] = args
    record(query instanceof Object && 'text' in query ? query.text : query)
    return Reflect.apply(send, client, args)
  },
})
