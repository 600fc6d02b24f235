import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { request as httpRequest, type RequestOptions } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ownerGone } from '@streaming/trpc-router/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readingOf, serverSettings } from '../environment.ts'
import { operators, type StartedService, signIn, startedService, startService } from '../testing.ts'
import { isCrossSite } from './cross-site.ts'

/** What stands between the service and the world: headers, cookies, limits, settings. */

const folder = mkdtempSync(join(tmpdir(), 'streaming-security-'))
let service: StartedService
let password = ''
let key = ''

beforeAll(async () => {
  service = await startedService({ DATA_DIR: folder, RATE_LIMIT: '0', TRUST_PROXY: '1' })
  password = /admin@localhost {2}(\S+)/.exec(service.said())?.[1] ?? ''
  key = await operators(folder, 'create-key', '--name', 'security', '--role', 'admin')
}, 180_000)
afterAll(async () => {
  await service.stop()
  await ownerGone(folder)
  rmSync(folder, { recursive: true })
})

const at = (path: string, init: RequestInit = {}) =>
  fetch(service.origin + path, { redirect: 'manual', ...init })
const form = (values: Record<string, string>, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  body: new URLSearchParams(values),
  headers,
})

test('every script of a page is a file of ours or carries the nonce of this answer alone', async () => {
  const pages = await Promise.all(
    ['/sign-in', '/sign-in?back=/', '/nowhere', '/manage/nowhere/x/y/z'].map((path) => at(path)),
  )
  const nonces = []
  for (const page of pages) {
    const policy = page.headers.get('content-security-policy') ?? ''
    const nonce = /script-src 'self' 'nonce-([^']+)'/.exec(policy)?.[1] ?? ''
    expect(policy).not.toMatch(/script-src[^;]*unsafe/)
    expect(policy).toContain("frame-ancestors 'none'")
    const html = await page.text()
    const inline = [...html.matchAll(/<script(?![^>]*\bsrc=)([^>]*)>/g)].map(
      ([, attributes = '']) => attributes,
    )
    expect(inline.length).toBeGreaterThan(0)
    for (const attributes of inline) expect(attributes).toContain(`nonce="${nonce}"`)
    expect(html).not.toMatch(/\son\w+="/)
    nonces.push(nonce)
  }
  expect(new Set(nonces).size).toBe(pages.length)
})

const [documents, data] = ["default-src 'self'", "default-src 'none'"]
test.each([
  ['/', documents],
  ['/nowhere', documents],
  ['/favicon.svg', documents],
  ['/healthz', documents],
  ['/api/docs', documents],
  ['/api/docs/', documents],
  ['/api/docs/swagger-ui-bundle.js', documents],
  ['/api/openapi.json', data],
  ['/api/plans', data],
  ['/api/nothing', data],
  ['/trpc/plans.list', data],
  ['/trpc/nothing', data],
])(
  '%s has the security headers, with a policy of %s, and does not say what it runs on',
  async (path, policy) => {
    const { headers } = await at(path)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('same-origin')
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('content-security-policy')).toContain(policy)
    expect(headers.get('cross-origin-opener-policy')).toBe(policy === documents ? 'same-origin' : null)
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(headers.get('x-powered-by')).toBeNull()
  },
)

test.each([
  [{ 'sec-fetch-site': 'cross-site' }, true],
  [{ 'sec-fetch-site': 'same-site' }, true],
  [{ 'sec-fetch-site': 'same-origin' }, false],
  [{ 'sec-fetch-site': 'none' }, false],
  [{ origin: 'https://evil.example' }, true],
  [{ origin: 'null' }, true],
  [{ origin: 'http://service.example:3000' }, false],
  [{ origin: 'http://service.example' }, true],
  [{}, false],
])('a change with %j is from another site: %s', (headers, expected) => {
  const request = { headers: { host: 'service.example:3000', ...headers } }
  expect(isCrossSite({ ...request, method: 'POST' })).toBe(expected)
  expect(isCrossSite({ ...request, method: 'DELETE' })).toBe(expected)
  expect(isCrossSite({ ...request, method: 'GET' })).toBe(false)
})

test('a form of another site is refused, also with a session, on pages and the API', async () => {
  const cookie = await signIn(service.origin, 'admin@localhost', password)
  const headers = { cookie, origin: 'https://evil.example' }
  const page = await at('/manage/plans/new', form({ intent: 'create', name: 'Evil', price: '1' }, headers))
  const api = await at('/api/plans', {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: '{"name":"Evil","price":1,"features":""}',
  })
  expect([page.status, api.status]).toEqual([403, 403])
  expect(
    await (await at('/api/plans?search=evil', { headers: { authorization: `Bearer ${key}` } })).json(),
  ).toMatchObject({ items: [] })
})

test('the session’s cookie is HttpOnly and SameSite, and Secure behind https', async () => {
  const credentials = { email: 'admin@localhost', password }
  const plain = (await at('/sign-in', form(credentials))).headers.get('set-cookie') ?? ''
  expect(plain).toMatch(/^session=[^;]+; Max-Age=1209600; Path=\/; HttpOnly; SameSite=Lax$/)
  const secure = await at('/sign-in', form(credentials, { 'x-forwarded-proto': 'https' }))
  expect(secure.headers.get('set-cookie')).toMatch(/; Secure/)
})

test('signing in gives a new session and ends the one before; signing out ends it for whoever has the cookie', async () => {
  const first = await signIn(service.origin, 'admin@localhost', password)
  const again = await at('/sign-in', form({ email: 'admin@localhost', password }, { cookie: first }))
  const second = again.headers.get('set-cookie')?.split(';')[0] ?? ''
  const status = async (cookie: string) => (await at('/manage/plans', { headers: { cookie } })).status
  expect([await status(first), await status(second)]).toEqual([302, 200])
  const out = await at('/sign-out', form({}, { cookie: second }))
  expect(out.headers.get('set-cookie')).toMatch(/^session=[^;]*; Max-Age=0;/)
  expect(await status(second)).toBe(302)
})

test('a cookie whose signature is not ours is nobody’s', async () => {
  const cookie = await signIn(service.origin, 'admin@localhost', password)
  const [value = ''] = decodeURIComponent(cookie.slice('session='.length)).split('.')
  for (const forged of [value, `${value}.x`, `${value}.${'A'.repeat(43)}`, ''])
    expect(
      (await at('/manage/plans', { headers: { cookie: `session=${encodeURIComponent(forged)}` } })).status,
    ).toBe(302)
})

test.each(['//evil.example', 'https://evil.example/', '/\\evil.example', 'javascript:alert(1)'])(
  'signing in does not lead to %s',
  async (back) => {
    const response = await at(
      `/sign-in?${new URLSearchParams({ back })}`,
      form({ email: 'admin@localhost', password }),
    )
    const target = new URL(response.headers.get('location') ?? '', service.origin)
    expect([response.status, target.origin]).toEqual([302, service.origin])
  },
)

test('after five wrong passwords the page says how long to wait, with Retry-After', async () => {
  const wrong = form(
    { email: 'nobody@example.com', password: 'wrong' },
    { 'x-forwarded-for': '198.51.100.7' },
  )
  for (let time = 0; time < 5; time++) expect((await at('/sign-in', wrong)).status).toBe(401)
  const response = await at('/sign-in', wrong)
  expect(response.status).toBe(429)
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(800)
  expect(await response.text()).toContain('Too many tries. Wait 15 minutes and try again.')
})

/** fetch will not send an announced length that is not the body's. */
function post(path: string, headers: Record<string, string>, body: string): Promise<number> {
  const { hostname, port } = new URL(service.origin)
  return new Promise((resolve, reject) => {
    const request = httpRequest({ hostname, port, path, method: 'POST', headers }, (response) => {
      resolve(response.statusCode ?? 0)
      request.destroy()
    })
    request.on('error', reject)
    request.write(body)
  })
}

test('bodies have limits: 413 before they are read to the end', async () => {
  const authorization = `Bearer ${key}`
  const json = { authorization, 'content-type': 'application/json' }
  expect(await post('/api/plans', { ...json, 'content-length': '2000001' }, '{')).toBe(413)
  expect(
    await post('/api/plans', { ...json, 'transfer-encoding': 'chunked' }, `"${'x'.repeat(2_000_001)}"`),
  ).toBe(413)
  const typed = { 'content-type': 'application/x-www-form-urlencoded' }
  expect(await post('/sign-in', { ...typed, 'content-length': '100001' }, 'email=')).toBe(413)
  expect(await post('/sign-in', { ...typed, 'transfer-encoding': 'chunked' }, 'email=')).toBe(413)
})

test.each([
  ['text/plain', 415],
  ['application/x-www-form-urlencoded', 415],
  ['application/json; charset=utf-16', 415],
  ['application/json; charset=UTF-8', 409],
])('a body as %s is %i', async (type, status) => {
  const response = await at('/api/plans', {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': type },
    body: '{"name":"Basic","price":1,"features":""}',
  })
  expect(response.status).toBe(status)
})

test('each key and each address has its own measure: 429 with Retry-After above it, in the shape of the API', async () => {
  const limited = await startedService({ DATA_DIR: folder, RATE_LIMIT: '5' })
  const ask = (headers: Record<string, string> = {}) => fetch(`${limited.origin}/api/plans`, { headers })
  const statuses = []
  for (let time = 0; time < 6; time++) statuses.push((await ask()).status)
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429])
  expect((await ask({ 'x-forwarded-for': '198.51.100.9' })).status).toBe(429)
  const refused = await ask()
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await refused.json()).toMatchObject({
    code: 'TOO_MANY_REQUESTS',
    message: expect.stringMatching(/^Too many requests\. Try again in \d+ seconds\.$/),
  })
  expect((await ask({ authorization: `Bearer ${key}` })).status).toBe(200)
  const guesses = []
  for (let time = 0; time < 6; time++)
    guesses.push((await ask({ authorization: `Bearer sds_${time}`, cookie: 'session=none' })).status)
  expect(guesses).toEqual([401, 401, 401, 401, 401, 429])
  expect(await limited.stop()).toBe(0)
})

test('without a limit a guess is refused as a guess, however often', async () => {
  const statuses = []
  for (let time = 0; time < 20; time++)
    statuses.push((await at('/api/plans', { headers: { authorization: `Bearer sds_${time}` } })).status)
  expect(new Set(statuses)).toEqual(new Set([401]))
})

test('behind a proxy that is trusted each client’s address has its own measure, and none can be made up', async () => {
  const limited = await startedService({ DATA_DIR: folder, RATE_LIMIT: '3', TRUST_PROXY: '1' })
  const statuses = async (path: string, address: string) => {
    const all = []
    for (let time = 0; time < 4; time++)
      all.push((await fetch(limited.origin + path, { headers: { 'x-forwarded-for': address } })).status)
    return all
  }
  expect(await statuses('/api/plans', '198.51.100.1')).toEqual([401, 401, 401, 429])
  expect(await statuses('/sign-in', '198.51.100.2')).toEqual([200, 200, 200, 429])
  expect(await statuses('/sign-in', '203.0.113.5, 198.51.100.1')).toEqual([429, 429, 429, 429])
  expect(await limited.stop()).toBe(0)
})

test('while reading is open no other name than this machine’s is answered, and no odd target ends in a fault', async () => {
  const open = await startedService({ DATA_DIR: folder })
  const { hostname, port } = new URL(open.origin)
  const status = (options: RequestOptions) =>
    new Promise<number>((resolve, reject) => {
      const request = httpRequest({ hostname, port, ...options }, (response) => {
        response.resume()
        resolve(response.statusCode ?? 0)
      })
      request.on('error', reject).end()
    })
  expect(await status({ path: '/api/users', headers: { host: `evil.example:${port}` } })).toBe(403)
  expect(await status({ path: '/', headers: { host: `localhost.evil.example` } })).toBe(403)
  expect(await status({ path: '/api/plans', headers: { host: `127.0.0.1:${port}` } })).toBe(200)
  expect(await status({ path: '/', headers: { 'x-forwarded-host': 'a:99999' } })).toBe(200)
  expect(await status({ path: '/', method: 'TRACE' })).toBe(405)
  expect(await status({ path: 'http://x/api/plans' })).toBe(400)
  // Health may be asked for under any name.
  for (const path of ['/healthz', '/readyz', 'http://x/healthz', '/readyz/?now'])
    for (const method of ['GET', 'HEAD'])
      expect(await status({ path, method, headers: { host: 'evil.example' } }), path).toBe(200)
  expect(await status({ path: '*', method: 'OPTIONS' })).toBe(400)
  for (const path of ['/sign-in?back=', '/sign-in?back=%23', '/?done=__proto__', '/users/__proto__'])
    expect(await status({ path }), path).toBeLessThan(500)
  const form = new URLSearchParams({ email: 'a\u0000b', password: 'x' })
  expect((await fetch(`${open.origin}/sign-in`, { method: 'POST', body: form })).status).toBe(401)
  expect(await open.stop()).toBe(0)
})

test('a notice that does not exist is none', async () => {
  const cookie = await signIn(service.origin, 'admin@localhost', password)
  for (const path of ['/manage/plans/1?done=__proto__', '/account?done=toString'])
    expect((await at(path, { headers: { cookie } })).status).toBe(200)
})

test('a password that does not fit is not repeated', async () => {
  const response = await at('/api/users', {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: '{"name":"N","email":"n@example.com","password":"hunter2","subscription_id":"1"}',
  })
  const text = await response.text()
  expect([response.status, text.includes('hunter2')]).toEqual([400, false])
  expect(text).toContain('password: expected a password of 10 to 200 characters')
})

test('a tRPC request holds ten calls at most', async () => {
  const batch = (calls: number) =>
    at(`/trpc/${Array(calls).fill('plans.list').join(',')}?batch=1`, {
      headers: { authorization: `Bearer ${key}` },
    })
  expect([(await batch(10)).status, (await batch(11)).status]).toEqual([200, 400])
})

test('a host that others reach needs a session secret, and says so', async () => {
  expect(await startService({ DATA_DIR: folder, HOST: '0.0.0.0' })).toMatchObject({
    kind: 'ended',
    code: 1,
    said: expect.stringMatching(
      /^Bad configuration\. SESSION_SECRET: needed when HOST is not a loopback address;/m,
    ),
  })
  expect(await startService({ DATA_DIR: folder, SESSION_SECRET: 'short' })).toMatchObject({
    kind: 'ended',
    said: expect.stringContaining('SESSION_SECRET: expected at least 32 characters'),
  })
})

test('on loopback the secret is made once, and only its owner can read it', () => {
  const file = join(folder, 'session-secret')
  expect(readFileSync(file, 'utf8')).toMatch(/^[0-9a-f]{64}$/)
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test.each([
  [{}, 'open'],
  [{ HOST: 'localhost' }, 'open'],
  [{ HOST: '::1' }, 'open'],
  [{ AUTH: 'required' }, 'credentials'],
  [{ HOST: '0.0.0.0' }, 'credentials'],
  [{ HOST: '127.0.0.1.example.com' }, 'credentials'],
  [{ DATABASE_URL: 'postgresql://localhost/x' }, 'credentials'],
  [{ TRUST_PROXY: '1' }, 'credentials'],
])('with %j reading is by %s', (settings, reading) => {
  expect(readingOf(serverSettings.parse(settings))).toBe(reading)
})

test('the admin’s password is told to the terminal once, and not to the log', async () => {
  expect(password).not.toBe('')
  const log = service
    .said()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .join('\n')
  expect(log).not.toContain(password)
  const second = await startedService({ DATA_DIR: folder })
  expect(second.said()).not.toContain('Sign in ')
  await second.stop()
})

test.each([
  [
    ['create', '--email', 'x', '--name', 'X', '--role', 'boss'],
    '--email: expected an e-mail address such as mara@example.com; --role: expected admin or analyst',
  ],
  [
    ['create-key', '--name', 'x', '--role', 'member'],
    'user_id: expected for the role member, and for no other',
  ],
  [['create-key', '--role', 'admin', '--id', '1'], '--name: expected a name, 1 to 100 characters'],
  [['revoke-key', '--id', '999'], 'There is no API key 999.'],
  [['delete', '--email', 'admin@localhost'], 'email: admin@localhost is the last admin'],
  [['reset', '--email', 'nobody@example.com'], 'There is no operator nobody@example.com.'],
  [['create-key', '--nam', 'x'], '"--nam" is not an option. Did you mean --name?'],
])('npm run operators -- %j says what is wrong', async (args, message) => {
  const outcome: unknown = await operators(folder, ...args).catch((error: unknown) => error)
  expect(String(outcome)).toContain(message)
  expect(String(outcome)).not.toContain('    at ')
})

test('npm run operators creates, lists, resets and deletes', async () => {
  const email = 'ann@example.com'
  const first = await operators(folder, 'create', '--email', email, '--name', 'Ann', '--role', 'analyst')
  expect(await operators(folder, 'list')).toMatch(/^analyst {2}ann@example\.com {2}Ann$/m)
  const cookie = await signIn(service.origin, email, first)
  const second = await operators(folder, 'reset', '--email', email)
  expect((await at('/account', { headers: { cookie } })).status).toBe(302)
  await expect(signIn(service.origin, email, first)).rejects.toThrow('401')
  expect(await signIn(service.origin, email, second)).toMatch(/^session=/)
  expect(await operators(folder, 'delete', '--email', email)).toBe('ann@example.com is deleted.')
  expect(await operators(folder, 'list')).not.toContain(email)
  expect(await operators(folder, 'list-keys')).toMatch(/^1 +admin +security +no expiry +last used /m)
})
