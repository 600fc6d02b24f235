import { randomBytes, randomInt } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { connect } from '../database/connect.ts'
import type { Database, Engine } from '../database/database.ts'
import { attach } from '../embedded/owner/attach.ts'
import { migrate } from '../migrations/migrate.ts'
import { ownerGone } from './owner-gone.ts'
import { startPostgres } from './start-postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The engine the suite runs on, and where: a database a worker. */
    engine: { name: Engine; urls: string[] }
  }
}

/**
 * vitest's global setup: a migrated database for each worker, on the engine that `TEST_ENGINE` names, and gone after the run. `given` is
 * the server of `TEST_DATABASE_URL`, CockroachDB or PostgreSQL; there the databases have names of their own.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const workers = Array.from({ length: Number(project.vitest.config.maxWorkers) }, (_, index) => index + 1)
  const { urls, stop } = await start(workers)
  try {
    const engines = await Promise.all(urls.map(migrated))
    project.provide('engine', { name: engines[0] ?? 'pglite', urls })
  } catch (error) {
    await stop()
    throw error
  }
  return stop
}

interface Started {
  urls: string[]
  stop: () => Promise<void>
}

function start(workers: readonly number[]): Promise<Started> {
  if (process.env.TEST_ENGINE === 'postgres') return startNative(workers)
  return process.env.TEST_ENGINE === 'given'
    ? createDatabases(process.env.TEST_DATABASE_URL ?? '', workers)
    : startEmbedded(workers)
}

async function startEmbedded(workers: readonly number[]): Promise<Started> {
  const folder = mkdtempSync(join(tmpdir(), 'streaming-test-'))
  const attachments = await Promise.all(workers.map((worker) => attach(join(folder, String(worker)))))
  return {
    urls: attachments.map(({ url }) => url),
    async stop() {
      await Promise.all(attachments.map((attachment) => attachment.release()))
      await Promise.all(readdirSync(folder).map((name) => ownerGone(join(folder, name))))
      rmSync(folder, { recursive: true })
    },
  }
}

async function startNative(workers: readonly number[]): Promise<Started> {
  const server = await startPostgres()
  const { urls } = await createDatabases(server.url, workers)
  return { urls, stop: server.stop }
}

async function createDatabases(url: string, workers: readonly number[]): Promise<Started> {
  const run = `streaming_test_${randomBytes(4).toString('hex')}`
  const names = workers.map((worker) => `${run}_${worker}`)
  await inServer(
    url,
    names.map((name) => `CREATE DATABASE ${name}`),
  )
  return {
    urls: names.map((name) => {
      const own = new URL(url)
      own.pathname = `/${name}`
      return own.href
    }),
    stop: () =>
      inServer(
        url,
        names.map((name) => `DROP DATABASE IF EXISTS ${name}`),
      ),
  }
}

async function inServer(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

async function migrated(url: string): Promise<Engine> {
  const database = await connect({ DATABASE_URL: url, DATA_DIR: '' })
  await migrate(database)
  const engine = await database.engine()
  if (engine !== 'cockroachdb') await startIdsHigh(database)
  await database.close()
  return engine
}

/**
 * Ids that the database gives are from then on such as CockroachDB's: beyond what a number of JavaScript holds, and of no known value.
 * Tests give the ids that they name.
 */
async function startIdsHigh(database: Database): Promise<void> {
  const { rows } = await database.execute('SELECT sequencename AS name FROM pg_sequences')
  for (const { name } of rows)
    await database.execute(
      `SELECT setval('${name}', ${900_000_000_000_000_000n + BigInt(randomInt(2 ** 40))})`,
    )
}
