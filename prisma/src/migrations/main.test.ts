import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { ownerGone } from '../testing/owner-gone.ts'

/** `npm run db:…` as programs of their own. */

function start(folder: string, args: readonly string[]) {
  const program = fileURLToPath(new URL('./main.ts', import.meta.url))
  return spawn(process.execPath, ['--import', 'tsx', program, ...args], {
    env: { ...process.env, DATABASE_URL: '', DATA_DIR: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

async function ended(child: ReturnType<typeof start>) {
  const [[code], out, err] = await Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)])
  return { code, out, err }
}

test('db:shell --url prints the URL and ends, also beside a program that keeps the database', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'streaming-shell-'))
  const keeper = start(folder, ['shell', '--url', '--keep'])
  const [kept] = await once(keeper.stdout, 'data')
  expect(await ended(start(folder, ['shell', '--url']))).toMatchObject({ code: 0, out: String(kept) })
  expect(keeper.exitCode).toBeNull()
  keeper.kill('SIGINT')
  await once(keeper, 'exit')
  await ownerGone(folder)
  expect((await ended(start(folder, ['shell', '--url']))).out).toMatch(/^postgresql:\S+\n$/)
  await ownerGone(folder)
  rmSync(folder, { recursive: true })
})

test.each([
  [['shel'], '"shel" is not a command. Did you mean shell? There are: migrate, status, shell'],
  [['status', '--url'], '--url: an option of db:shell alone'],
  [['shell', '--keep'], '--keep: expected with --url'],
])('%j is refused in words', async (args, message) => {
  expect(await ended(start('/nowhere', args))).toMatchObject({
    code: 1,
    err: expect.stringContaining(message),
  })
})
