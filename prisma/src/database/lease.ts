import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { OperatorError } from '../program/operator-error.ts'
import type { Database } from './database.ts'
import { sqlState } from './retry.ts'

const leaseTable = `CREATE TABLE IF NOT EXISTS _migration_lease (
  id INT2 PRIMARY KEY NOT NULL,
  holder TEXT NOT NULL,
  expires_at TIMESTAMPTZ NOT NULL
)`

interface Lease {
  table: '_migration_lease' | 'training_lease' | 'rebuild_lease'
  /** What else is set in the row as it is taken. */
  asTaken: '' | `, ${string}`
}
const migrationLease: Lease = { table: '_migration_lease', asTaken: '' }
const trainingLease: Lease = {
  table: 'training_lease',
  asTaken: ', started_at = now(), stage = NULL, share = NULL',
}

const rebuildLease: Lease = { table: 'rebuild_lease', asTaken: '' }

const leaseSeconds = 30
const leaseWaitMs = 120_000

/** One migrator at a time, on engines without advisory locks. @throws OperatorError after waiting for another in vain */
export async function holdingMigrationLease<T>(database: Database, work: () => Promise<T>): Promise<T> {
  await createIfMissing(database, leaseTable)
  await database.execute(
    `INSERT INTO _migration_lease (id, holder, expires_at) VALUES (1, '', '2000-01-01T00:00:00Z') ON CONFLICT (id) DO NOTHING`,
  )
  const done = await holdingLease(database, migrationLease, leaseWaitMs, work)
  if (done === undefined)
    throw new OperatorError('Another program has been migrating this database for two minutes.')
  return done.result
}

/** One program at a time works on all tables in parts. @throws OperatorError after waiting for another in vain */
export async function holdingRebuildLease(
  database: Database,
  work: (holder: string) => Promise<void>,
): Promise<void> {
  const done = await holdingLease(database, rebuildLease, leaseWaitMs, work)
  if (done === undefined)
    throw new OperatorError(
      'Another program has been loading this database, or making its rollups anew, for two minutes.',
    )
}

/** Says which stage a training is in, and which share of it is done, 0 to 1. */
export type TellProgress = (stage: string, share: number) => void

const progressEveryMs = 1_000

/**
 * One program at a time trains the recommender. How far it is stands in the lease's row, a second old at most.
 * @returns undefined, at once, when another one trains
 */
export function holdingTrainingLease<T>(
  database: Database,
  work: (tell: TellProgress) => Promise<T>,
): Promise<{ result: T } | undefined> {
  return holdingLease(database, trainingLease, 0, async (holder) => {
    let toldAt = Number.NEGATIVE_INFINITY
    let told = ''
    const writer = latestWriter(([stage, share]: [string, number]) =>
      database.execute('UPDATE training_lease SET stage = $2, share = $3 WHERE holder = $1', [
        holder,
        stage,
        share,
      ]),
    )
    try {
      return await work((stage, share) => {
        const now = performance.now()
        if (stage === told && now - toldAt < progressEveryMs) return
        told = stage
        toldAt = now
        writer.write([stage, share])
      })
    } finally {
      await writer.written()
    }
  })
}

/**
 * Writes one value after the other, so that an earlier one never stands over a later one; of those that come while one is being
 * written, the last. What cannot be written is left out: progress ends no training.
 */
function latestWriter<T>(write: (value: T) => Promise<unknown>) {
  let waiting: { value: T } | undefined
  let running = Promise.resolve()
  let runs = false
  const run = async () => {
    runs = true
    while (waiting !== undefined) {
      const { value } = waiting
      waiting = undefined
      await write(value).catch(() => {})
    }
    runs = false
  }
  return {
    write(value: T): void {
      waiting = { value }
      if (!runs) running = run()
    },
    written: () => running,
  }
}

/** A row that is leased, renewed and given back; who dies holding it loses it after half a minute. */
async function holdingLease<T>(
  database: Database,
  { table, asTaken }: Lease,
  waitMs: number,
  work: (holder: string) => Promise<T>,
): Promise<{ result: T } | undefined> {
  const holder = randomUUID()
  const until = `now() + INTERVAL '${leaseSeconds} seconds'`
  const deadline = Date.now() + waitMs
  for (;;) {
    const taken = await database.execute(
      `UPDATE ${table} SET holder = $1, expires_at = ${until}${asTaken} WHERE id = 1 AND expires_at < now()`,
      [holder],
    )
    if (taken.rowCount === 1) break
    if (Date.now() >= deadline) return undefined
    await delay(200)
  }
  let renewed: Promise<unknown> = Promise.resolve()
  const renewal = setInterval(
    () => {
      renewed = database
        .execute(`UPDATE ${table} SET expires_at = ${until} WHERE holder = $1`, [holder])
        .catch(() => {})
    },
    (leaseSeconds * 1000) / 3,
  )
  try {
    return { result: await work(holder) }
  } finally {
    clearInterval(renewal)
    // One that is still under way would hold the lease for another half minute.
    await renewed
    // Of a moment that is over: the column has whole milliseconds, and half of one rounded up would keep it held.
    await database.execute(
      `UPDATE ${table} SET expires_at = now() - INTERVAL '1 millisecond' WHERE holder = $1`,
      [holder],
    )
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
