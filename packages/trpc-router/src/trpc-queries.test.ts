import { insertWorld, openTestDatabase } from '@streaming/db/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mostTogether } from './most-together.ts'
import { routes } from './routes.ts'
import { recordingLog } from './testing.ts'
import { openFaces, sampleInputs, sampleWorld } from './testing-faces.ts'
import { readQueries } from './trpc-queries.ts'

/** Queries over GET: what answers them by itself gives, byte for byte, what tRPC’s own handler gives. */

const database = await openTestDatabase()
const log = recordingLog()
const faces = await openFaces(database, log)
beforeAll(() => insertWorld(database, sampleWorld()))
afterAll(() => faces.close())

const queries = routes.filter(({ method }) => method === 'GET').map(({ procedure }) => procedure)

/** A GET that says what its body would be is tRPC's own; nothing else about it differs. */
const ownHandler = { 'content-type': 'application/json' }

async function answerOf(path: string, headers: Record<string, string>) {
  const response = await fetch(faces.origin + path, { headers })
  const { status } = response
  const body = await response.text()
  const told = ['content-type', 'content-encoding', 'retry-after', 'www-authenticate', 'allow'].map((name) =>
    response.headers.get(name),
  )
  const vary = response.headers.get('vary')?.toLowerCase().split(', ').sort()
  return { answer: { status, body, told, vary }, counted: response.headers.has('content-length') }
}

/** @returns whether the request was answered without tRPC's handler, which does not count its bytes */
async function sameAnswer(path: string, headers: Record<string, string> = { authorization: 'Bearer test' }) {
  // tRPC's handler does not say how long an answer is, so that short ones of its own are compressed.
  const plain = { 'accept-encoding': 'identity', ...headers }
  const own = await answerOf(path, { ...plain, ...ownHandler })
  const { answer, counted } = await answerOf(path, plain)
  expect(answer).toEqual(own.answer)
  expect(own.counted).toBe(false)
  return counted
}

const ask = (names: readonly string[], inputs: unknown, more = '') =>
  `/trpc/${names.join(',')}?input=${encodeURIComponent(JSON.stringify(inputs))}${more}`

test.each(queries)(
  '%s is answered as by tRPC’s handler: alone, among others, refused, without input, to a visitor and a member',
  async (name) => {
    const input = sampleInputs[name] ?? {}
    const together = [{ 0: input, 1: { wrong: 1 }, 2: { limit: 2 } }, '&batch=1'] as const
    expect(await sameAnswer(ask([name], input))).toBe(true)
    expect(await sameAnswer(ask([name], { ...input, genr: 'Drama' }))).toBe(true)
    expect(await sameAnswer(`/trpc/${name}`)).toBe(true)
    expect(await sameAnswer(ask([name], input), {})).toBe(true)
    const others = { ...input, ...('user_id' in input ? { user_id: '2' } : {}) }
    for (const asked of [input, others, {}])
      expect(await sameAnswer(ask([name], asked), { authorization: 'Bearer member' })).toBe(true)
    expect(await sameAnswer(ask([name, name, 'analytics.topContent'], ...together))).toBe(true)
    expect(await sameAnswer(ask([name, name, 'users.list'], ...together), {})).toBe(true)
  },
)

test.each([
  '/trpc/plans.list',
  '/trpc/plans.list?input=',
  '/trpc/plans.list?batch=1',
  '/trpc/plans.list?batch=0',
  '/trpc/plans.list?batch=1?',
  '/trpc/plans.list,plans.list?batch=1',
  '/trpc/plans.list?batch=1&input=%7B%7D',
  '/trpc/plans.list?input=%7B%22limit%22%3A1%7D&input=7',
  '/trpc/plans.list?input=%7B%22__proto__%22%3A%7B%22limit%22%3A1%7D%7D',
  '/trpc/plans.list?input=null',
  '/trpc/plans.list?input=7',
  '/trpc/plans.list?input=%7B%22limit%22%3A%22%F0%9F%8E%AC%22%7D&other=1',
  '/trpc/plans.get?input=%7B%22subscription_id%22%3A%224711%22%7D',
])('%s is answered as by tRPC’s handler', async (path) => {
  expect(await sameAnswer(path)).toBe(true)
})

test.each([
  '/trpc/plans.list?input=%7B',
  '/trpc/plans.list?batch=1&input=%5B%5D',
  '/trpc/plans.list?batch=1&input=7',
  '/trpc/plans.list,plans.list',
  '/trpc/plans.list%2Cplans.list?batch=1',
  '/trpc/plans%2Elist',
  '/trpc/plans.list/',
  '/trpc/plans',
  '/trpc/plans.create?input=%7B%7D',
  '/trpc/plans.list,plans.create?batch=1',
  '/trpc/plans.list,nothing?batch=1',
  '/trpc/constructor',
  '/trpc/',
  `/trpc/${Array(mostTogether + 1)
    .fill('plans.list')
    .join(',')}?batch=1`,
  '/trpc/plans.list?connectionParams=7',
  '/trpc/plans.list??batch=1',
])('%s is left to tRPC’s handler', async (path) => {
  expect(await sameAnswer(path)).toBe(false)
})

test('a fragment, which no client sends, is left to tRPC’s handler', () => {
  expect(readQueries({ method: 'GET', url: '/trpc/plans.list?batch=1', headers: {} })).toBeDefined()
  expect(readQueries({ method: 'GET', url: '/trpc/plans.list?batch=1#x', headers: {} })).toBeUndefined()
  expect(readQueries({ method: 'GET', url: '/trpc/plans.list#x', headers: {} })).toBeUndefined()
})

test('a fault of ours is answered as by tRPC’s handler, alone and among others', async () => {
  await database.execute('ALTER TABLE title_reviews RENAME TO hidden_reviews')
  try {
    expect(await sameAnswer('/trpc/analytics.topContent')).toBe(true)
    expect(await sameAnswer('/trpc/plans.list,analytics.topContent?batch=1')).toBe(true)
  } finally {
    await database.execute('ALTER TABLE hidden_reviews RENAME TO title_reviews')
  }
  const [own, direct, ...among] = log.entries.map(({ fields: { procedure, request_id, err }, message }) => [
    procedure,
    request_id,
    err instanceof Error && err.message,
    message,
  ])
  expect(own).toEqual([
    'analytics.topContent',
    'test-request',
    expect.stringContaining('title_reviews'),
    expect.stringContaining('on our side'),
  ])
  expect([direct, ...among]).toEqual([own, own, own])
})

test('a long answer is compressed as by tRPC’s handler', async () => {
  const names = Array<string>(mostTogether).fill('plans.list')
  const headers = { authorization: 'Bearer test', 'accept-encoding': 'gzip' }
  const path = ask(names, {}, '&batch=1')
  expect((await answerOf(path, headers)).answer.told[1]).toBe('gzip')
  expect(await sameAnswer(path, headers)).toBe(false) // its length is not known beforehand
})

test.each([
  ['trpc-accept', 'application/jsonl'],
  ['accept', 'text/html, application/jsonl'],
])('a stream, asked for by %s, is left to tRPC’s handler', async (name, value) => {
  const path = '/trpc/plans.list?batch=1'
  const { answer, counted } = await answerOf(path, { [name]: value, authorization: 'Bearer test' })
  expect([counted, answer.status]).toEqual([false, 200])
  expect(answer.body).toMatch(/^\{"0":.+\n/)
})
