import { createHash, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { Database } from '../database/database.ts'
import { holdingMigrationLease } from '../database/lease.ts'
import { Prisma } from '../generated/client.ts'
import { OperatorError } from '../program/operator-error.ts'
import type { OnRollup } from '../rollups/rebuild.ts'
import { remakeRollups } from '../rollups/remake-rollups.ts'
import { splitStatements } from './sql-statements.ts'

/**
 * Applies prisma/migrations in name order and records them as Prisma does, so that Prisma's own tools accept
 * the history. Prisma's `migrate` itself cannot be used: with provider `cockroachdb` it speaks to CockroachDB
 * alone, and the DDL it writes runs nowhere else.
 */

export const migrationsFolder = fileURLToPath(new URL('../../migrations', import.meta.url))

export type MigrationState =
  /** Applied as the file stands. */
  | 'applied'
  /** Applied, but the file was changed since. */
  | 'edited'
  /** Not applied yet. */
  | 'pending'
  /** Began and did not end; running it again is safe, its statements being idempotent. */
  | 'failed'
  /** In the database, but not among the files. */
  | 'unknown'

export interface MigrationStatus {
  name: string
  state: MigrationState
}

const historyTable = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INT4 NOT NULL DEFAULT 0
)`

interface Migration {
  name: string
  script: string
  checksum: string
}

function readMigrations(folder: string): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const script = readFileSync(join(folder, name, 'migration.sql'))
      return {
        name,
        script: script.toString('utf8'),
        checksum: createHash('sha256').update(script).digest('hex'),
      }
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

const recordSchema = z.object({ migration_name: z.string(), checksum: z.string(), finished: z.boolean() })

async function readHistory(database: Database): Promise<z.infer<typeof recordSchema>[]> {
  const [{ present } = { present: false }] = await database.query(
    Prisma.sql`SELECT COUNT(*) > 0 AS present FROM information_schema.tables
      WHERE table_name = '_prisma_migrations' AND table_schema = current_schema()`,
    z.object({ present: z.boolean() }),
  )
  if (!present) return []
  return database.query(
    Prisma.sql`SELECT migration_name, checksum, finished_at IS NOT NULL AS finished
      FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at, id`,
    recordSchema,
  )
}

/** Every migration, of the files and of the database, and how it stands. Changes nothing. */
export async function migrationStatus(
  database: Database,
  folder = migrationsFolder,
): Promise<MigrationStatus[]> {
  const history = new Map((await readHistory(database)).map((record) => [record.migration_name, record]))
  const files = readMigrations(folder)
  const known = files.map(({ name, checksum }): MigrationStatus => {
    const record = history.get(name)
    if (record === undefined) return { name, state: 'pending' }
    if (!record.finished) return { name, state: 'failed' }
    return { name, state: record.checksum === checksum ? 'applied' : 'edited' }
  })
  const names = new Set(files.map(({ name }) => name))
  const unknown = [...history.keys()].filter((name) => !names.has(name))
  return [...known, ...unknown.map((name): MigrationStatus => ({ name, state: 'unknown' }))]
}

/** Whether the program and the database fit: nothing pending or failed. */
export function isCurrent(status: MigrationStatus[]): boolean {
  return status.every(({ state }) => state === 'applied' || state === 'edited')
}

/** How a migration says that it makes or changes rollups, whose rows the program makes after it: they are too much SQL to write twice. */
const changesRollups = /^-- Rollups are made anew after it\.$/m

/**
 * Applies what is pending, and again what had failed half way. Where one of them changes rollups, all are made anew after the last, and
 * until then it counts as failed.
 * @param onRollup told before each rollup that is made anew
 * @returns the names of the migrations applied now
 * @throws OperatorError with the statement that failed; the failure is recorded and the next run tries again
 */
export async function migrate(
  database: Database,
  folder = migrationsFolder,
  onRollup?: OnRollup,
): Promise<string[]> {
  if (isCurrent(await migrationStatus(database, folder))) return []
  return holdingMigrationLease(database, async () => {
    await database.execute(historyTable)
    const files = new Map(readMigrations(folder).map((migration) => [migration.name, migration]))
    const applied: string[] = []
    const unfinished: string[] = []
    for (const { name, state } of await migrationStatus(database, folder)) {
      const migration = files.get(name)
      if (migration === undefined || (state !== 'pending' && state !== 'failed')) continue
      const id = await apply(database, migration)
      if (changesRollups.test(migration.script)) unfinished.push(id)
      else await finish(database, id)
      applied.push(name)
    }
    if (unfinished.length > 0) await remakeRollups(database, onRollup)
    for (const id of unfinished) await finish(database, id)
    return applied
  })
}

/** @returns the id under which the history has it as begun */
async function apply(database: Database, { name, script, checksum }: Migration): Promise<string> {
  await database.execute(
    `UPDATE _prisma_migrations SET rolled_back_at = now()
     WHERE migration_name = $1 AND finished_at IS NULL AND rolled_back_at IS NULL`,
    [name],
  )
  const id = randomUUID()
  await database.execute(
    'INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ($1, $2, $3)',
    [id, checksum, name],
  )
  for (const statement of splitStatements(script)) {
    try {
      await database.execute(statement)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      await database.execute('UPDATE _prisma_migrations SET logs = $2 WHERE id = $1', [
        id,
        `${reason}\n${statement}`,
      ])
      throw new OperatorError(`Migration ${name} failed: ${reason}\n${statement}`)
    }
  }
  return id
}

async function finish(database: Database, id: string): Promise<void> {
  await database.execute(
    'UPDATE _prisma_migrations SET applied_steps_count = 1, finished_at = now() WHERE id = $1',
    [id],
  )
}
