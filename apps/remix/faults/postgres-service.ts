import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type PostgresServer, startPostgres } from '@streaming/trpc-router/testing'
import { operators, type StartedService, startedService } from '../server/testing.ts'

const script = fileURLToPath(new URL('../../../scripts/run.mjs', import.meta.url))

export interface PostgresService {
  postgres: PostgresServer
  service: StartedService
  /** Of what it keeps outside the database. */
  folder: string
  /** Of an admin. */
  key: string
  stop(): Promise<void>
}

/** A service on a native PostgreSQL of its own, migrated and seeded by the commands of its users. */
export async function startPostgresService(): Promise<PostgresService> {
  const folder = mkdtempSync(join(tmpdir(), 'streaming-pg-service-'))
  const postgres = await startPostgres()
  const environment = { DATABASE_URL: postgres.url, DATA_DIR: folder, RATE_LIMIT: '0' }
  await run(environment, 'db:migrate')
  await run(environment, 'seed')
  const service = await startedService(environment)
  const key = await operators(environment, 'create-key', '--name', 'faults', '--role', 'admin')
  return {
    postgres,
    service,
    folder,
    key,
    async stop() {
      await service.stop()
      await postgres.stop()
      rmSync(folder, { recursive: true })
    },
  }
}

async function run(environment: Record<string, string>, command: string): Promise<void> {
  const child = spawn(process.execPath, [script, command], {
    env: { ...process.env, ...environment },
    stdio: 'ignore',
  })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`${command} ended with ${code}`)
}
