import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { emptyTables, openTestDatabase } from '@streaming/db/testing'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { writeFiles } from './dataset/testing.ts'

const database = await openTestDatabase()
const folder = mkdtempSync(join(tmpdir(), 'streaming-seed-'))
beforeEach(() => emptyTables(database))
afterAll(() => rmSync(folder, { recursive: true }))

/** The program as `npm run seed` runs it. */
async function seed(...args: string[]): Promise<{ code: unknown; out: string; err: string }> {
  const program = fileURLToPath(new URL('./main.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', program, ...args], {
    env: { ...process.env, DATABASE_URL: database.url },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [[code], out, err] = await Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)])
  return { code, out, err }
}

test('loads a folder, says what, and says so when there is nothing to do', async () => {
  writeFiles(folder)
  const first = await seed('--from', folder)
  expect(first).toMatchObject({
    code: 0,
    out: expect.stringContaining(
      '1 subscriptions, 1 users, 2 content, 1 watchhistory, 1 reviews, 1 paymenthistory.',
    ),
  })
  expect(first.err).toContain('hashing passwords (1)\nwriting subscriptions (1)\n')
  expect(await seed('--from', folder)).toMatchObject({
    code: 0,
    out: expect.stringContaining('is loaded already; nothing was changed.'),
  })
})

test('passwords are stored hashed and said nowhere', async () => {
  writeFiles(folder)
  const { out, err } = await seed('--from', folder)
  expect(out + err).not.toContain('open sesame')
  const { rows } = await database.execute('SELECT password FROM users')
  expect(rows[0].password).toMatch(/^\$scrypt\$ln=14,r=8,p=5\$/)
})

test('a row that does not fit ends with code 1, the reason, and an untouched database', async () => {
  writeFiles(folder, { watchhistory: [{ user_id: 1, content_id: 9, watched_on: '2024-09-22', progress: 1 }] })
  const { code, err } = await seed('--from', folder)
  expect(code).toBe(1)
  expect(err).toContain(
    'watchhistory_mock_data.json, row 1: content_id 9 is not a row of content_mock_data.json, which has 2',
  )
  expect(err).not.toContain('    at ')
  expect((await database.execute('SELECT name FROM users')).rows).toEqual([])
})

test('--help says how it is used, and an unknown option says so', async () => {
  expect(await seed('--help')).toMatchObject({ code: 0, out: expect.stringContaining('Usage: npm run seed') })
  expect(await seed('--form', folder)).toMatchObject({
    code: 1,
    err: expect.stringContaining('"--form" is not an option. Did you mean --from?'),
  })
})
