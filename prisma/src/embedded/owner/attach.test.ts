import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { type Attachment, attach } from './attach.ts'

let template: string
let folder: string
const held: Attachment[] = []

// Making a database takes seconds; the tests begin with a copy of one, but for those about making it.
beforeAll(async () => {
  template = folder = mkdtempSync(join(tmpdir(), 'streaming-template-'))
  const { release } = await attach(template)
  await release()
  await vi.waitFor(() => expect(ownerRuns()).toBe(false), { timeout: 20_000 })
})
afterAll(() => rmSync(template, { recursive: true }))

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'streaming-attach-'))
  cpSync(join(template, 'pgdata'), join(folder, 'pgdata'), { recursive: true })
})
afterEach(async () => {
  for (const attachment of held.splice(0)) await attachment.release()
  await vi.waitFor(() => expect(ownerRuns()).toBe(false), { timeout: 20_000 })
  rmSync(folder, { recursive: true })
})

async function hold(options?: Parameters<typeof attach>[1]): Promise<Attachment> {
  const attachment = await attach(folder, options)
  held.push(attachment)
  return attachment
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client(url)
  client.on('error', () => {})
  await client.connect()
  return client
}

function ownerPid(): number | undefined {
  const name = readdirSync(folder).find((file) => file.endsWith('.lock'))
  const text = name === undefined ? '' : readFileSync(join(folder, name), 'utf8')
  return text === '' ? undefined : z.object({ pid: z.int() }).parse(JSON.parse(text)).pid
}

function ownerRuns(): boolean {
  const pid = ownerPid()
  if (pid === undefined) return false
  try {
    process.kill(pid, 0)
    return process.platform !== 'linux' || !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
  } catch {
    return false
  }
}

test('every acknowledged write is there after the owner was killed, and programs that hold on get a new owner', async () => {
  const { url } = await hold()
  const client = await connected(url)
  await client.query('CREATE TABLE writes (n INT8 PRIMARY KEY)')
  let acknowledged = 0
  const pid = ownerPid()
  const writing = (async () => {
    for (;;) {
      await client.query('INSERT INTO writes VALUES ($1)', [acknowledged + 1])
      acknowledged++
      if (acknowledged === 200 && pid !== undefined) process.kill(pid, 'SIGKILL')
    }
  })()
  await expect(writing).rejects.toThrow()
  expect(acknowledged).toBeGreaterThanOrEqual(200)
  await vi.waitFor(async () => {
    const again = await connected(url)
    const { rows } = await again.query('SELECT COUNT(*)::INT4 AS count, MAX(n)::INT4 AS max FROM writes')
    await again.end()
    // The write in flight when the owner died may or may not be there; each acknowledged one is.
    expect(rows[0].count).toBe(rows[0].max)
    expect(rows[0].count).toBeGreaterThanOrEqual(acknowledged)
    expect(rows[0].count).toBeLessThanOrEqual(acknowledged + 1)
  }, 30_000)
  expect(ownerPid()).not.toBe(pid)
})

test('programs that start in the same moment share one owner', async () => {
  const urls = (await Promise.all([hold(), hold(), hold()])).map(({ url }) => url)
  const clients = await Promise.all(urls.map(connected))
  await clients[0]?.query('CREATE TABLE shared AS SELECT 1 AS one')
  for (const client of clients)
    expect((await client.query('SELECT one FROM shared')).rows).toEqual([{ one: 1 }])
  expect(readdirSync(folder).filter((name) => name.endsWith('.lock'))).toHaveLength(1)
  await Promise.all(clients.map((client) => client.end()))
})

test('the owner ends when the last program has let go, and leaves the folder whole', async () => {
  const first = await hold()
  const second = await hold()
  await first.release()
  const client = await connected(second.url)
  await client.query('CREATE TABLE kept AS SELECT 1 AS one')
  await client.end()
  await second.release()
  await vi.waitFor(() => expect(ownerRuns()).toBe(false), { timeout: 20_000 })
  const third = await connected((await hold()).url)
  expect((await third.query('SELECT one FROM kept')).rows).toEqual([{ one: 1 }])
  await third.end()
})

test('the socket lies in a folder that is open to its owner alone', async () => {
  await hold()
  expect(statSync(join(folder, 'run')).mode & 0o777).toBe(0o700)
  expect(existsSync(join(folder, 'run', '.s.PGSQL.5432'))).toBe(true)
})

test('a data folder too deep for a socket gets one elsewhere', async () => {
  const deep = join(folder, 'a'.repeat(60), 'b'.repeat(60))
  cpSync(join(template, 'pgdata'), join(deep, 'pgdata'), { recursive: true })
  const attachment = await attach(deep)
  const client = await connected(attachment.url)
  expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
  await client.end()
  await attachment.release()
  await vi.waitFor(() => expect(readFileSync(join(deep, 'owner-1.lock'), 'utf8')).toBe(''), {
    timeout: 20_000,
  })
})

test('a database that was being made when its maker died is made anew', async () => {
  rmSync(join(folder, 'pgdata'), { recursive: true })
  mkdirSync(join(folder, 'pgdata-new-1'))
  writeFileSync(join(folder, 'pgdata-new-1', 'PG_VERSION'), 'half')
  const client = await connected((await hold()).url)
  expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
  await client.end()
  expect(existsSync(join(folder, 'pgdata-new-1'))).toBe(false)
})

test('a folder that cannot be written to is named', async () => {
  const file = join(folder, 'file')
  writeFileSync(file, '')
  await expect(attach(join(file, 'data'))).rejects.toThrow(
    `DATA_DIR ${join(file, 'data')} cannot be written to`,
  )
})

test('over loopback a client without the password is refused', async () => {
  const { url } = await hold({ transport: 'tcp' })
  const client = await connected(url)
  expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
  await client.end()
  const wrong = new URL(url)
  wrong.password = 'guess'
  await expect(connected(wrong.href)).rejects.toThrow('password authentication failed')
})

test('Ctrl-C in a terminal reaches the program, not the owner', async () => {
  await hold()
  // It leads a process group of its own; signalling a group that does not exist would throw.
  expect(process.kill(-(ownerPid() ?? 0), 0)).toBe(true)
})

test('an owner asked to end by SIGTERM closes the database and ends', async () => {
  const { url, release } = await attach(folder)
  const client = await connected(url)
  await client.query('CREATE TABLE kept AS SELECT 1 AS one')
  await release()
  await client.end()
  const pid = ownerPid()
  if (pid !== undefined) process.kill(pid, 'SIGTERM')
  await vi.waitFor(() => expect(ownerRuns()).toBe(false), { timeout: 20_000 })
  expect(ownerPid()).toBeUndefined()
})
