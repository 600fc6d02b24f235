import { afterAll, inject, type TestContext } from 'vitest'
import { connect } from '../database/connect.ts'
import type { Database } from '../database/database.ts'
import { factNames } from '../rollups/facts.ts'
import { rollupNames } from '../rollups/rollups.ts'
import { activeUserGrains, activeUserTable } from '../rollups/viewing/active-users.ts'

export { mostStatements } from '../database/statement-names.ts'
export { brokenInvariants } from './broken-invariants.ts'
export { ownerGone } from './owner-gone.ts'
export { type PostgresServer, startPostgres } from './start-postgres.ts'
export { unfoldRollups } from './unfold-rollups.ts'
export { insertWorld, makeWorld, type World } from './world.ts'

export interface TestDatabase extends Database {
  url: string
}

/** The tables of the service, those that refer to others first. */
export const tables = [
  'reviews',
  'watchhistory',
  'paymenthistory',
  'content',
  'users',
  'subscriptions',
  'dataset_loads',
  'simulations',
  'sessions',
  'operators',
  'api_keys',
  'idempotency_keys',
  'events',
  'waiting_events',
  'attempts',
  'audit_trail',
  ...rollupNames,
  ...activeUserGrains.map((grain) => activeUserTable(grain).table),
  'viewer_days',
  ...factNames.map((fact) => `${fact}_deltas`),
  'recommendation_models',
  'title_neighbours',
]

/** The migrated database of this worker, emptied for this test file, on the engine the suite runs on. Closed after its tests. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const { urls } = inject('engine')
  const url = urls[(Number(process.env.VITEST_POOL_ID) - 1) % urls.length] ?? ''
  const database = await connect({ DATABASE_URL: url, DATA_DIR: '' })
  await emptyTables(database)
  afterAll(() => database.close())
  return { ...database, url }
}

export async function emptyTables(database: Database): Promise<void> {
  await database.execute(`TRUNCATE TABLE ${tables.join(', ')}`)
}

/** Ends a test where the suite runs on CockroachDB, and says why in the report. */
export function notOnCockroachDB({ skip }: TestContext, reason: string): void {
  skip(inject('engine').name === 'cockroachdb', `not on CockroachDB: ${reason}`)
}
