import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { connect } from '../database/connect.ts'
import { type Attachment, attach } from '../embedded/owner/attach.ts'
import { migrate } from '../migrations/migrate.ts'
import { ownerGone } from './owner-gone.ts'
import { startPostgres } from './start-postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The engine the suite runs on, and where: one URL a worker (PGlite) or one server (PostgreSQL). */
    engine: { name: 'pglite' | 'postgres'; urls: string[] }
  }
}

/** vitest's global setup: starts the engine that `TEST_ENGINE` names, migrated, and stops it after the run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (process.env.TEST_ENGINE === 'postgres') {
    const server = await startPostgres()
    await migrated(server.url)
    project.provide('engine', { name: 'postgres', urls: [server.url] })
    return server.stop
  }
  const folder = mkdtempSync(join(tmpdir(), 'streaming-test-'))
  const workers = Number(project.vitest.config.maxWorkers)
  const attachments = await Promise.all(
    Array.from({ length: workers }, (_, index) => attach(join(folder, String(index + 1)))),
  )
  await Promise.all(attachments.map(({ url }) => migrated(url)))
  project.provide('engine', { name: 'pglite', urls: attachments.map(({ url }: Attachment) => url) })
  return async () => {
    await Promise.all(attachments.map((attachment) => attachment.release()))
    await Promise.all(readdirSync(folder).map((name) => ownerGone(join(folder, name))))
    rmSync(folder, { recursive: true })
  }
}

async function migrated(url: string): Promise<void> {
  const database = await connect({ DATABASE_URL: url, DATA_DIR: '' })
  await migrate(database)
  await database.close()
}
