import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, type Database, migrate } from '@streaming/db'
import { ownerGone, startPostgres } from '@streaming/db/testing'
import { startUntil } from './programs.ts'

/** A database server of the benchmarks' own, in a scratch folder. */
export interface BenchEngine {
  /** A migrated, empty database, named so on PostgreSQL; the embedded one has just one. */
  database(name: string): Promise<string>
  stop(): Promise<void>
}

export async function nativePostgres(): Promise<BenchEngine> {
  // Room for a load without checkpoints in between, as an operator would give it.
  const server = await startPostgres({ settings: ['max_wal_size=8GB'] })
  return {
    async database(name) {
      const admin = await open(server.url)
      await admin.execute(`CREATE DATABASE ${name}`)
      await admin.close()
      const url = new URL(server.url)
      url.pathname = `/${name}`
      await migrated(url.href)
      return url.href
    },
    stop: () => server.stop(),
  }
}

export async function embedded(): Promise<BenchEngine> {
  const folder = mkdtempSync(join(tmpdir(), 'streaming-bench-'))
  const { match, stop } = await startUntil(
    'prisma/src/migrations/main.ts',
    ['shell', '--url', '--keep'],
    { DATA_DIR: folder, DATABASE_URL: '' },
    /postgresql:\S+/,
  )
  return {
    async database() {
      await migrated(match[0])
      return match[0]
    },
    async stop() {
      await stop()
      await ownerEnded(folder)
    },
  }
}

/** Two seconds after the last program has gone, the owner closes the database; its folder goes after that. */
async function ownerEnded(folder: string): Promise<void> {
  await ownerGone(folder)
  rmSync(folder, { recursive: true })
}

/** Without a limit of time: what is measured may be slow. */
export function open(url: string): Promise<Database> {
  return connect({ DATABASE_URL: url, DATA_DIR: '' }, { statementTimeoutS: 0 })
}

async function migrated(url: string): Promise<void> {
  const database = await open(url)
  await migrate(database)
  await database.close()
}

/** The name and version of the native database, as the results say it. */
export async function versionOf(url: string): Promise<string> {
  const database = await open(url)
  const { rows } = await database.execute('SHOW server_version')
  await database.close()
  return `PostgreSQL ${String(rows[0]?.server_version).split(' ')[0]}`
}
