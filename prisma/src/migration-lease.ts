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

/** One migrator at a time, on engines without advisory locks: a row that is leased, renewed and given back. */
export async function holdingMigrationLease<T>(database: Database, work: () => Promise<T>): Promise<T> {
  await createIfMissing(database, leaseTable)
  await database.execute(
    `INSERT INTO _migration_lease (id, holder, expires_at) VALUES (1, '', '2000-01-01T00:00:00Z') ON CONFLICT (id) DO NOTHING`,
  )
  const holder = randomUUID()
  const until = `now() + INTERVAL '${leaseSeconds} seconds'`
  const deadline = Date.now() + leaseWaitMs
  for (;;) {
    const taken = await database.execute(
      `UPDATE _migration_lease SET holder = $1, expires_at = ${until} WHERE id = 1 AND expires_at < now()`,
      [holder],
    )
    if (taken.rowCount === 1) break
    if (Date.now() > deadline)
      throw new OperatorError('Another program has been migrating this database for two minutes.')
    await delay(200)
  }
  const renewal = setInterval(
    () =>
      database
        .execute(`UPDATE _migration_lease SET expires_at = ${until} WHERE holder = $1`, [holder])
        .catch(() => {}),
    (leaseSeconds * 1000) / 3,
  )
  try {
    return await work()
  } finally {
    clearInterval(renewal)
    await database.execute('UPDATE _migration_lease SET expires_at = now() WHERE holder = $1', [holder])
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
