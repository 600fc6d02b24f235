import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Database } from './database.ts'
import { OperatorError } from './operator-error.ts'
import { sqlState } from './retry.ts'

const leaseTable = `CREATE TABLE IF NOT EXISTS _migration_lease (
  id INT2 PRIMARY KEY NOT NULL,
  holder TEXT NOT NULL,
  expires_at TIMESTAMPTZ NOT NULL
)`

const leaseSeconds = 30
const leaseWaitMs = 120_000

/** One migrator at a time, on engines without advisory locks. @throws OperatorError after waiting for another in vain */
export async function holdingMigrationLease<T>(database: Database, work: () => Promise<T>): Promise<T> {
  await createIfMissing(database, leaseTable)
  await database.execute(
    `INSERT INTO _migration_lease (id, holder, expires_at) VALUES (1, '', '2000-01-01T00:00:00Z') ON CONFLICT (id) DO NOTHING`,
  )
  const done = await holdingLease(database, '_migration_lease', leaseWaitMs, work)
  if (done === undefined)
    throw new OperatorError('Another program has been migrating this database for two minutes.')
  return done.result
}

/** One program at a time trains the recommender. @returns undefined, at once, when another one does */
export function holdingTrainingLease<T>(
  database: Database,
  work: () => Promise<T>,
): Promise<{ result: T } | undefined> {
  return holdingLease(database, 'training_lease', 0, work)
}

/** A row that is leased, renewed and given back; who dies holding it loses it after half a minute. */
async function holdingLease<T>(
  database: Database,
  table: '_migration_lease' | 'training_lease',
  waitMs: number,
  work: () => Promise<T>,
): Promise<{ result: T } | undefined> {
  const holder = randomUUID()
  const until = `now() + INTERVAL '${leaseSeconds} seconds'`
  const deadline = Date.now() + waitMs
  for (;;) {
    const taken = await database.execute(
      `UPDATE ${table} SET holder = $1, expires_at = ${until} WHERE id = 1 AND expires_at < now()`,
      [holder],
    )
    if (taken.rowCount === 1) break
    if (Date.now() >= deadline) return undefined
    await delay(200)
  }
  const renewal = setInterval(
    () =>
      database
        .execute(`UPDATE ${table} SET expires_at = ${until} WHERE holder = $1`, [holder])
        .catch(() => {}),
    (leaseSeconds * 1000) / 3,
  )
  try {
    return { result: await work() }
  } finally {
    clearInterval(renewal)
    await database.execute(`UPDATE ${table} SET expires_at = now() WHERE holder = $1`, [holder])
  }
}

/** On PostgreSQL two `CREATE TABLE IF NOT EXISTS` of the same moment can meet in the catalogue. */
async function createIfMissing(database: Database, statement: string): Promise<void> {
  try {
    await database.execute(statement)
  } catch (error) {
    if (!['23505', '42P07', '42710'].includes(sqlState(error) ?? '')) throw error
  }
}
