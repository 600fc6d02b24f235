import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { openTestDatabase } from '../testing/index.ts'

test('what the database does not do in time is said in one line', async () => {
  const database = await openTestDatabase()
  const program = fileURLToPath(new URL('../migrations/main.ts', import.meta.url))
  await database.sqlTransaction(async (client) => {
    await client.query('LOCK TABLE _prisma_migrations IN ACCESS EXCLUSIVE MODE')
    const child = spawn(process.execPath, ['--import', 'tsx', program, 'status'], {
      env: { ...process.env, DATABASE_URL: `${database.url}&statement_timeout=300` },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    const [[code], err] = await Promise.all([once(child, 'exit'), text(child.stderr)])
    expect([code, err]).toEqual([
      1,
      'The database did not do what was asked: canceling statement due to statement timeout\n',
    ])
  })
})
