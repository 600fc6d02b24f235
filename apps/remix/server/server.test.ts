import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openTestDatabase, ownerGone } from '@streaming/trpc-router/testing'
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import { z } from 'zod'
import { type StartedService, signIn, startedService, startService } from './testing.ts'

/** The service as its user starts it: `npm start` in an empty folder, and what can go wrong. */

const folder = mkdtempSync(join(tmpdir(), 'streaming-start-'))
const data = join(folder, 'data')
const empty = await openTestDatabase()
let service: StartedService

beforeAll(async () => {
  service = await startedService({ DATA_DIR: data })
}, 180_000)
afterAll(async () => {
  await service.stop()
  await ownerGone(data)
  rmSync(folder, { recursive: true })
})

const get = (path: string) => fetch(service.origin + path)

test('an empty folder becomes a service with the mock data', async () => {
  expect(await (await get('/api/subscriptions')).json()).toHaveLength(4)
  const page = await (await get('/')).text()
  expect(page).toContain('Accounts by plan')
  expect(page).toContain('Most popular in November 2024')
})

test('health says that the process lives, readiness that the database answers and is current', async () => {
  expect(await (await get('/healthz')).json()).toEqual({ status: 'ok' })
  const ready = await get('/readyz')
  expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready' }])
})

test('every request is one line of JSON in the log, under the id that the answer carries', async () => {
  const response = await get('/api/top-content?limit=1')
  const id = response.headers.get('x-request-id') ?? ''
  const line = await vi.waitFor(() => {
    const found = service
      .said()
      .split('\n')
      .find((text) => text.includes(id))
    if (found === undefined) throw new Error('not logged yet')
    return found
  })
  expect(z.record(z.string(), z.unknown()).parse(JSON.parse(line))).toMatchObject({
    request_id: id,
    method: 'GET',
    path: '/api/top-content?limit=1',
    status: 200,
    duration_ms: expect.any(Number),
  })
})

test('the API page and its script are served from here, and name no other host', async () => {
  const page = await (await get('/api/docs/')).text()
  const sources = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, source = '']) => source)
  expect(sources).toContain('./swagger-ui-bundle.js')
  for (const source of sources) {
    expect(source).toMatch(/^[./]/)
    expect((await fetch(new URL(source, `${service.origin}/api/docs/`))).status).toBe(200)
  }
})

test.each([
  ['GET', '/api/docs/none'],
  ['GET', '/api/docs/%2e%2e%2fpackage.json'],
  ['POST', '/api/docs/'],
])('%s %s is 404 in the shape of the API', async (method, path) => {
  const response = await fetch(service.origin + path, { method })
  expect([response.status, await response.json()]).toEqual([
    404,
    { code: 'NOT_FOUND', message: `There is no ${path}.` },
  ])
})

test('an unknown page is 404 and says so', async () => {
  const response = await get('/nowhere')
  expect([response.status, (await response.text()).includes('There is no such page')]).toEqual([404, true])
})

test.each(['/%ff', '/assets/%ff', '/assets/missing.js', '/api/docs/%2e%2e%2fpackage.json'])(
  '%s tells nothing of the inside',
  async (path) => {
    const response = await get(path)
    const text = await response.text()
    expect(response.status).toBeGreaterThanOrEqual(400)
    expect(response.status).toBeLessThan(500)
    for (const secret of ['node_modules', '    at ', data, 'file:']) expect(text).not.toContain(secret)
  },
)

test.each([
  '//evil.example/x',
  '/\\t/evil.example/x',
  '/\\\\evil.example',
  'https://evil.example/',
  'javascript:alert(1)',
])('the choice of theme does not lead to %j', async (back) => {
  const response = await fetch(`${service.origin}/theme`, {
    method: 'POST',
    body: new URLSearchParams({ theme: 'dark', back: JSON.parse(`"${back}"`) }),
    redirect: 'manual',
  })
  const target = new URL(response.headers.get('location') ?? '', service.origin)
  expect([response.status, target.origin]).toEqual([302, service.origin])
})

test('a theme that does not exist is 400, also without a form', async () => {
  const post = (init: RequestInit) => fetch(`${service.origin}/theme`, { method: 'POST', ...init })
  expect((await post({ body: new URLSearchParams({ theme: 'pink' }) })).status).toBe(400)
  expect((await post({ body: '{}', headers: { 'content-type': 'application/json' } })).status).toBe(400)
})

test('a user page of nobody is 404, with the reason', async () => {
  for (const id of ['4711', 'abc']) {
    const response = await get(`/users/${id}`)
    expect(response.status).toBe(404)
  }
  expect(await (await get('/users/4711')).text()).toContain('There is no user 4711.')
})

test('a second start on the same folder and another port shares the database', async () => {
  const second = await startedService({ DATA_DIR: data })
  expect(await (await fetch(`${second.origin}/api/subscriptions`)).json()).toEqual(
    await (await get('/api/subscriptions')).json(),
  )
  expect(await second.stop('SIGINT')).toBe(0)
})

test('a port in use is named, with the way out', async () => {
  const outcome = await startService({ DATA_DIR: data, PORT: new URL(service.origin).port })
  expect(outcome).toMatchObject({ kind: 'ended', code: 1 })
  if (outcome.kind !== 'ended') return
  expect(outcome.said).toMatch(/Port \d+ on 127\.0\.0\.1 is in use\. Choose another one: PORT=\d+ npm start/)
  expect(outcome.said).not.toContain('    at ')
})

test.each([
  [
    { DATABASE_URL: 'postgresql://root:secret@127.0.0.1:1/x' },
    /^No connection to 127\.0\.0\.1:1\/x: connect ECONNREFUSED 127\.0\.0\.1:1$/m,
  ],
  [
    { DATABASE_URL: 'mysql://root:secret@127.0.0.1/x' },
    /^Bad configuration\. DATABASE_URL: expected postgresql:\/\//m,
  ],
  [{ PORT: '70000' }, /^Bad configuration\. PORT: expected a port from 0 to 65535$/m],
  [
    { LOG_LEVEL: 'loud' },
    /^Bad configuration\. LOG_LEVEL: expected fatal, error, warn, info, debug, trace or silent$/m,
  ],
  [
    { HOST: '203.0.113.1', SESSION_SECRET: 'x'.repeat(40) },
    /^HOST 203\.0\.113\.1 is not an address of this machine\.$/m,
  ],
])('%j ends with one clear line and code 1', async (environment, line) => {
  const outcome = await startService({ DATA_DIR: data, ...environment })
  expect(outcome).toMatchObject({ kind: 'ended', code: 1, said: expect.stringMatching(line) })
  expect(JSON.stringify(outcome)).not.toContain('secret')
  expect(JSON.stringify(outcome)).not.toContain('    at ')
})

test('a data folder that cannot be made is named', async () => {
  writeFileSync(join(folder, 'file'), '')
  const outcome = await startService({ DATA_DIR: join(folder, 'file', 'data') })
  expect(outcome).toMatchObject({
    kind: 'ended',
    code: 1,
    said: expect.stringContaining(`DATA_DIR ${join(folder, 'file', 'data')} cannot be written to`),
  })
})

test('a database that is not migrated is left alone, with the command that migrates it', async () => {
  const url = new URL(inject('engine').urls[0] ?? '')
  url.searchParams.set('options', '-c search_path=nothing_here')
  const outcome = await startService({ DATABASE_URL: url.href })
  expect(outcome).toMatchObject({
    kind: 'ended',
    code: 1,
    said: expect.stringContaining('is not migrated. Run: npm run db:migrate'),
  })
})

test('where nothing happened yet, each page of reports says how the database is filled', async () => {
  const ofEmpty = await startedService({ DATABASE_URL: empty.url })
  const password = /admin@localhost {2}(\S+)/.exec(ofEmpty.said())?.[1] ?? ''
  const cookie = await signIn(ofEmpty.origin, 'admin@localhost', password)
  for (const path of ['/', '/viewing', '/revenue', '/subscribers', '/catalogue', '/users']) {
    const page = await (await fetch(ofEmpty.origin + path, { headers: { cookie } })).text()
    expect([path, page.includes('Nothing was watched or paid yet: load the')]).toEqual([path, true])
  }
  await ofEmpty.stop()
  expect(await (await get('/')).text()).not.toContain('Nothing was watched or paid yet')
})

test('after kill -9 of the server its database ends by itself, and the next start has all the data', async () => {
  const copy = join(folder, 'copy')
  cpSync(join(data, 'pgdata'), join(copy, 'pgdata'), { recursive: true })
  const killed = await startedService({ DATA_DIR: copy })
  const server = await vi.waitFor(() => {
    const line =
      killed
        .said()
        .split('\n')
        .find((text) => text.startsWith('{')) ?? ''
    return z.object({ pid: z.int() }).parse(JSON.parse(line)).pid
  })
  process.kill(server, 'SIGKILL')
  await ownerGone(copy)
  const again = await startedService({ DATA_DIR: copy })
  expect(await (await fetch(`${again.origin}/api/subscriptions`)).json()).toEqual(
    await (await get('/api/subscriptions')).json(),
  )
  expect(await again.stop()).toBe(0)
  await ownerGone(copy)
})

test('SIGTERM to npm ends server and database, though npm’s shell does not pass it on', async () => {
  const copy = join(folder, 'by-npm')
  cpSync(join(data, 'pgdata'), join(copy, 'pgdata'), { recursive: true })
  const outcome = await startService({ DATA_DIR: copy }, ['npm', 'start'])
  if (outcome.kind === 'ended') throw new Error(outcome.said)
  await outcome.service.stop('SIGTERM')
  await ownerGone(copy)
  await expect(fetch(`${outcome.service.origin}/healthz`)).rejects.toThrow('fetch failed')
})

test('kill -9 of the database under a running server is survived: the server gets a new one', async () => {
  const lock = readdirSync(data).find((name) => name.endsWith('.lock')) ?? ''
  process.kill(
    z.object({ pid: z.int() }).parse(JSON.parse(readFileSync(join(data, lock), 'utf8'))).pid,
    'SIGKILL',
  )
  await vi.waitFor(async () => expect((await get('/api/subscriptions')).status).toBe(200), {
    timeout: 30_000,
    interval: 200,
  })
  expect((await get('/readyz')).status).toBe(200)
  expect(existsSync(join(data, 'pgdata'))).toBe(true)
})

test('the port is open on 127.0.0.1 alone, not on every address of the machine', async () => {
  await expect(fetch(`http://[::1]:${new URL(service.origin).port}/healthz`)).rejects.toThrow('fetch failed')
})
