import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { openTestDatabase } from '../testing/index.ts'

const database = await openTestDatabase()

/** What a program of the folder above says on standard error, and its exit code. @param change of the database's URL */
async function outcome(program: string, command: string, change: (url: URL) => void) {
  const url = new URL(database.url)
  change(url)
  const path = fileURLToPath(new URL(`../${program}`, import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', path, command], {
    env: { ...process.env, DATABASE_URL: url.href },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const [[code], said] = await Promise.all([once(child, 'exit'), text(child.stderr)])
  return { code, said }
}

test('what the database does not do in time is said in one line', async () => {
  await database.sqlTransaction(async (client) => {
    await client.query('LOCK TABLE _prisma_migrations IN ACCESS EXCLUSIVE MODE')
    const status = outcome('migrations/main.ts', 'status', (url) =>
      url.searchParams.set('statement_timeout', '300'),
    )
    expect(await status).toEqual({
      code: 1,
      said: 'The database did not do what was asked: canceling statement due to statement timeout\n',
    })
  })
})

test('what the role may not do is said in one line, with where the grants are named', async () => {
  await database.execute("CREATE ROLE nobody_here LOGIN PASSWORD 'x'")
  const { code, said } = await outcome('rollups/main.ts', 'rebuild', (url) => {
    url.username = 'nobody_here'
    url.password = 'x'
  })
  await database.execute('DROP ROLE nobody_here')
  expect(code).toBe(1)
  expect(said).toMatch(
    /The role of DATABASE_URL may not do that: permission denied for table \w+\. docs\/deployment\.md names the grants that suffice\.\n$/,
  )
})
