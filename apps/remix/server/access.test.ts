import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ServerBuild } from '@remix-run/node'
import { createClient } from '@streaming/trpc-router'
import { ownerGone, restRequest, routes, sampleInputs } from '@streaming/trpc-router/testing'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { operators, type StartedService, signIn, startedService } from './testing.ts'

/** docs/access.md against the running service: every procedure over REST and tRPC, and every page, with every credential. */

const document = readFileSync(new URL('../../../docs/access.md', import.meta.url), 'utf8')
const ofPages = ['visitor, reading open', 'visitor', 'member', 'analyst', 'admin'] as const
const ofProcedures = ['visitor, reading open', 'visitor', 'member', 'ingest', 'analyst', 'admin'] as const

/** The rows below a heading: first cell's names, and each column's word. */
function tableOf<Column extends string>(
  heading: string,
  columns: readonly Column[],
): Map<string, Record<Column, string>> {
  const section = document.split(/^## /m).find((text) => text.startsWith(heading)) ?? ''
  const rows = [...section.matchAll(/^\| (`.*)\|$/gm)].map(([, row = '']) =>
    row.split('|').map((cell) => cell.trim()),
  )
  return new Map(
    rows.flatMap((cells) => {
      const words = cells.slice(-columns.length)
      const outcome = Object.fromEntries(columns.map((column, index) => [column, words[index] ?? '']))
      return [...(cells[0] ?? '').matchAll(/`([^`]+)`/g)].map(
        ([, name = '']) => [name, outcome as Record<Column, string>] as const, // fromEntries forgets the keys' names
      )
    }),
  )
}

const procedures = tableOf('Procedures', ofProcedures)
const pages = tableOf('Pages', ofPages)
const folder = mkdtempSync(join(tmpdir(), 'streaming-access-'))
const environment = { DATA_DIR: folder, RATE_LIMIT: '0' }
const memberId = '7'
const otherId = '8'
const memberPassword = 'three calm otters'
let open: StartedService
let closed: StartedService
const keys: Record<string, string> = {}
const cookies: Record<string, string> = {}
const secrets: string[] = []

beforeAll(async () => {
  open = await startedService(environment)
  closed = await startedService({ ...environment, AUTH: 'required' })
  for (const role of ['admin', 'analyst', 'ingest'])
    keys[role] = await operators(folder, 'create-key', '--name', role, '--role', role)
  for (const [name, user] of [
    ['member', memberId],
    ['other', otherId],
  ] as const)
    keys[name] = await operators(folder, 'create-key', '--name', name, '--role', 'member', '--user', user)
  keys.revoked = await operators(folder, 'create-key', '--name', 'revoked', '--role', 'admin')
  const admin = createClient(closed.origin, { key: keys.admin ?? '' })
  const { items } = await admin.apiKeys.list.query({ search: 'revoked' })
  await admin.apiKeys.revoke.mutate({ api_key_id: items[0]?.api_key_id ?? '' })
  const soon = new Date(Date.now() + 10_000).toISOString()
  keys.expired = (await admin.apiKeys.create.mutate({ name: 'expired', role: 'admin', expires_at: soon })).key
  await vi.waitFor(
    async () => expect((await fetch(`${open.origin}/api/plans`, bearer('expired'))).status).toBe(401),
    { timeout: 30_000, interval: 200 },
  )
  const { email: memberEmail } = await admin.users.get.query({ user_id: memberId })
  await admin.users.changePassword.mutate({ user_id: memberId, password: memberPassword })
  for (const role of ['admin', 'analyst']) {
    const email = `${role}@example.com`
    const password = await operators(folder, 'create', '--email', email, '--name', role, '--role', role)
    cookies[role] = await signIn(closed.origin, email, password)
    secrets.push(password)
  }
  cookies.member = await signIn(closed.origin, memberEmail, memberPassword)
  secrets.push(memberPassword, ...Object.values(keys), ...Object.values(cookies))
}, 240_000)
afterAll(async () => {
  await open.stop()
  await closed.stop()
  await ownerGone(folder)
  rmSync(folder, { recursive: true })
})

function bearer(name: string): RequestInit {
  return { headers: { authorization: `Bearer ${keys[name]}` } }
}

/** Whether the service let it through: what happened then is not this test's question. */
async function outcome(
  origin: string,
  path: string,
  init: RequestInit,
  key: string | undefined,
): Promise<'yes' | 401 | 403> {
  const headers = { ...init.headers, ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) }
  const response = await fetch(origin + path, { ...init, headers })
  await response.arrayBuffer()
  return response.status === 401 || response.status === 403 ? response.status : 'yes'
}

/** The same request over REST and tRPC; both faces must decide alike. */
async function ask(
  origin: string,
  route: (typeof routes)[number],
  input: Record<string, unknown>,
  key?: string,
) {
  const rest = restRequest(route, input)
  const restOutcome = await outcome(origin, rest.path, rest.init, key)
  const text = JSON.stringify(input)
  const trpc =
    route.method === 'GET'
      ? { path: `?input=${encodeURIComponent(text)}`, init: {} }
      : { path: '', init: { method: 'POST', headers: { 'content-type': 'application/json' }, body: text } }
  expect(await outcome(origin, `/trpc/${route.procedure}${trpc.path}`, trpc.init, key)).toBe(restOutcome)
  return restOutcome
}

/** The procedure's sample for one user, with ids of rows that are nobody's, so that little happens where it may. */
function inputFor(procedure: string, user: string): Record<string, unknown> {
  const sample = structuredClone(sampleInputs[procedure] ?? {})
  for (const part of [sample, ...(Array.isArray(sample.items) ? sample.items : [])]) {
    if ('user_id' in part && procedure !== 'apiKeys.create') part.user_id = user
    for (const name of ['watch_id', 'payment_id', 'subscription_id', 'content_id', 'api_key_id'])
      if (name in part) part[name] = '999999'
  }
  return sample
}

test('a key that counts for nothing is told so to the typed client, however many calls go at once', async () => {
  const refused = createClient(open.origin, { key: keys.revoked ?? '' })
  const calls = Array.from({ length: 12 }, () => refused.analytics.subscriptions.query())
  const [first, ...others] = await Promise.allSettled(calls)
  expect(first).toMatchObject({ reason: { data: { code: 'UNAUTHORIZED', httpStatus: 401 } } })
  expect(
    others.every(
      (other) =>
        other.status === 'rejected' && String(other.reason) === String(Reflect.get(first ?? {}, 'reason')),
    ),
  ).toBe(true)
  const admitted = createClient(open.origin, { key: keys.admin ?? '' })
  const answers = await Promise.all(
    Array.from({ length: 25 }, () => admitted.users.get.query({ user_id: memberId })),
  )
  expect(answers.every(({ user_id }) => user_id === memberId)).toBe(true)
})

test('the document has every procedure with its path, and no other', () => {
  expect([...procedures.keys()].filter((name) => !name.includes(' ')).sort()).toEqual(
    routes.map(({ procedure }) => procedure).sort(),
  )
  for (const { procedure, method, path } of routes)
    expect(document).toContain(`| \`${procedure}\` | \`${method} ${path}\` |`)
})

test.each(routes.map((route) => [route.procedure, route] as const))(
  '%s: every credential gets what the document says, over REST and tRPC',
  async (procedure, route) => {
    const row = procedures.get(procedure)
    if (row === undefined) throw new Error(`${procedure} is missing in docs/access.md`)
    const own = inputFor(procedure, memberId)
    const refusedAs = (word: string, status: 401 | 403) => (word === 'yes' ? 'yes' : status)
    const got = {
      'visitor, reading open': await ask(open.origin, route, own),
      visitor: await ask(closed.origin, route, own),
      revoked: await ask(open.origin, route, own, keys.revoked),
      expired: await ask(open.origin, route, own, keys.expired),
      analyst: await ask(closed.origin, route, own, keys.analyst),
      member: await ask(closed.origin, route, own, keys.member),
      'another member': await ask(closed.origin, route, own, keys.other),
      ingest: await ask(closed.origin, route, own, keys.ingest),
      'admin after all': await ask(
        closed.origin,
        route,
        inputFor(procedure, procedure === 'users.delete' ? '999999' : otherId),
        keys.admin,
      ),
    }
    const namesUser = JSON.stringify(own).includes('"user_id"') && procedure !== 'apiKeys.create'
    expect(got).toEqual({
      'visitor, reading open': refusedAs(row['visitor, reading open'], 401),
      visitor: refusedAs(row.visitor, 401),
      revoked: 401,
      expired: 401,
      analyst: refusedAs(row.analyst, 403),
      member: row.member === 'own' && namesUser ? 'yes' : refusedAs(row.member, 403),
      'another member': refusedAs(row.member, 403),
      ingest: refusedAs(row.ingest, 403),
      'admin after all': refusedAs(row.admin, 403),
    })
  },
)

test('a member who names nobody, or another user beside themselves, is refused', async () => {
  const headers = { ...bearer('member').headers, 'content-type': 'application/json' }
  expect((await fetch(`${closed.origin}/api/payments`, bearer('member'))).status).toBe(403)
  expect((await fetch(`${closed.origin}/api/payments?user_id=${memberId}`, bearer('member'))).status).toBe(
    200,
  )
  const items = [memberId, otherId].map((user_id) => ({ user_id, content_id: '1', progress: 5 }))
  const batch = (body: unknown) =>
    fetch(`${closed.origin}/api/watch-history/batch`, { method: 'POST', headers, body: JSON.stringify(body) })
  expect((await batch({ items })).status).toBe(403)
  expect((await batch({ items: [items[0], { content_id: '1', progress: 5 }] })).status).toBe(403)
  expect((await batch({ items: [items[0]] })).status).toBe(201)
})

test('somebody else’s data is refused alike whether it exists or not', async () => {
  const answers = await Promise.all(
    [otherId, '999999'].map(async (id) => {
      const response = await fetch(`${closed.origin}/api/user-stats/${id}`, bearer('member'))
      return [response.status, await response.text()]
    }),
  )
  expect(answers[0]).toEqual(answers[1])
})

async function pageOutcome(origin: string, path: string, cookie: string | undefined, method: string) {
  const response = await fetch(origin + path, {
    method,
    redirect: 'manual',
    headers: { ...(cookie === undefined ? {} : { cookie }), 'sec-fetch-site': 'same-origin' },
    ...(method === 'POST' ? { body: new URLSearchParams({ intent: 'none' }) } : {}),
  })
  await response.arrayBuffer()
  const target = response.headers.get('location') ?? ''
  if (response.status === 403) return 'no'
  if (response.status !== 302) return 'yes'
  if (target.startsWith('/sign-in?')) return 'sign-in'
  return target === '/account' ? 'account' : target === '/' ? 'front' : 'yes'
}

const build: ServerBuild = await import(new URL('../build/server/index.js', import.meta.url).href)
/** The address of each route, as Remix's own manifest has it. */
const paths = Object.values(build.routes)
  .filter((route): route is NonNullable<typeof route> => route !== undefined && route.id !== 'root')
  // Every other path, of which nobody gets anything.
  .filter(({ path }) => path !== '*')
  .map((route) => {
    const parts = []
    for (let at: typeof route | undefined = route; at !== undefined; at = build.routes[at.parentId ?? ''])
      parts.unshift(at.path)
    return `/${parts.filter(Boolean).join('/')}`
  })

test('the document has every page, and no other', () => {
  expect([...pages.keys()].sort()).toEqual([...new Set(paths)].sort())
})

const examples: Record<string, string> = {
  ':userId': memberId,
  ':content': '1',
  ':resource': 'plans',
  ':key': '1',
  ':kind': 'user',
}
/** They refuse every form, whoever sends it. */
const withoutAction = ['/manage', '/manage/:resource', '/manage/choices/:kind']

test.each([...pages])('page %s: every credential gets what the document says', async (page, row) => {
  const path = page.replace(/:\w+/g, (name) => examples[name] ?? name)
  const got = {
    'visitor, reading open': await pageOutcome(open.origin, path, undefined, 'GET'),
    visitor: await pageOutcome(closed.origin, path, undefined, 'GET'),
    member: await pageOutcome(closed.origin, path, cookies.member, 'GET'),
    analyst: await pageOutcome(closed.origin, path, cookies.analyst, 'GET'),
    admin: await pageOutcome(closed.origin, path, cookies.admin, 'GET'),
  }
  expect(got).toEqual(row)
  if (!/^\/(manage|account)/.test(page)) return
  for (const role of ['visitor', 'member', 'analyst'] as const) {
    if (row[role] === 'yes') continue
    const posted = await pageOutcome(closed.origin, path, cookies[role], 'POST')
    expect(['no', 'sign-in', withoutAction.includes(page) ? 'yes' : 'no']).toContain(posted)
  }
})

test('the log of all this has no password, key or session in it', () => {
  const logs = (open.said() + closed.said()).split('\n').filter((line) => line.startsWith('{'))
  expect(logs.length).toBeGreaterThan(500)
  for (const line of logs) z.record(z.string(), z.unknown()).parse(JSON.parse(line))
  const text = logs.join('\n')
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([])
  expect(text).not.toMatch(/sds_|scrypt|Bearer|session=/)
})
