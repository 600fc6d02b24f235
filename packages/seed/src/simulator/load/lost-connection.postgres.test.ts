import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { connect, migrate } from '@streaming/db'
import { startPostgres } from '@streaming/db/testing'
import { afterAll, expect, test } from 'vitest'

const server = await startPostgres()
const folder = mkdtempSync(join(tmpdir(), 'streaming-lost-'))
afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true })
})

function simulate(users: string) {
  const program = fileURLToPath(new URL('../main.ts', import.meta.url))
  return spawn(process.execPath, ['--import', 'tsx', program, 'simulate', '--users', users], {
    env: { ...process.env, DATABASE_URL: server.url, DATA_DIR: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

async function count(table: string): Promise<number> {
  const database = await connect({ DATABASE_URL: server.url, DATA_DIR: '' })
  const { rows } = await database.execute(`SELECT COUNT(*) AS n FROM ${table}`)
  await database.close()
  return Number(rows[0]?.n)
}

test('a database that crashes in the middle of a load is named, holds nothing after, and is filled by the next run', async () => {
  const database = await connect({ DATABASE_URL: server.url, DATA_DIR: '' })
  await migrate(database)
  await database.close()

  const child = simulate('5000')
  const told = text(child.stderr)
  const exited = once(child, 'exit')
  await new Promise<void>((resolve) => {
    child.stderr.on('data', (chunk: Buffer) => {
      if (String(chunk).includes('simulating: ')) resolve()
    })
  })
  await server.crash()
  expect(await exited).toEqual([1, null])
  expect(await told).toMatch(
    /The load did not end: .+\. Nothing of it is taken for whole; run the command again\.\n$/,
  )
  expect(await told).not.toContain('    at ')

  await server.resume()
  for (const table of ['users', 'watchhistory', 'simulations']) expect(await count(table)).toBe(0)
  expect(await once(simulate('200'), 'exit')).toEqual([0, null])
  expect(await count('users')).toBe(200)
})
