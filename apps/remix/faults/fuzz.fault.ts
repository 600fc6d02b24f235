import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brokenInvariants, fits, ownerGone, routes } from '@streaming/trpc-router/testing'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { operators, type StartedService, startedService } from '../server/testing.ts'
import { type HostileRequest, hostileRequest } from './load/hostile-requests.ts'
import { report } from './report.ts'
import { memoryOf, serverPid } from './service-process.ts'

/** Whatever comes in, what goes out is documented: no 5xx, no body off its schema, no lasting harm. */

const folder = mkdtempSync(join(tmpdir(), 'streaming-fuzz-'))
const seed = 20_261_123
const batches = 2_100
const together = 10
let service: StartedService
let key = ''

beforeAll(async () => {
  service = await startedService({ DATA_DIR: folder, RATE_LIMIT: '0' })
  // Key 1 is for the requests to revoke; their own must stay in force.
  await operators(folder, 'create-key', '--name', 'decoy', '--role', 'analyst')
  key = await operators(folder, 'create-key', '--name', 'fuzz', '--role', 'admin')
})
afterAll(async () => {
  await service.stop()
  await ownerGone(folder)
  rmSync(folder, { recursive: true })
})

interface Answer {
  status: number
  type: string
  text: string
}

function send({ method, path, headers, body }: Omit<HostileRequest, 'procedure' | 'face'>): Promise<Answer> {
  const { hostname, port } = new URL(service.origin)
  return new Promise((resolve, reject) => {
    // Node announces no length for some methods, and the body would be taken for a request of its own.
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
    const outgoing = httpRequest(
      { hostname, port, method, path, headers: { ...headers, ...length } },
      async (incoming) => {
        let text = ''
        incoming.setEncoding('utf8')
        for await (const part of incoming) text += part
        resolve({ status: incoming.statusCode ?? 0, type: incoming.headers['content-type'] ?? '', text })
      },
    )
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

/** What is wrong with an answer; nothing, if all is well. */
function complaint(
  { procedure, face, method }: HostileRequest,
  { status, type, text }: Answer,
): string | undefined {
  if (status >= 500) return `${status} ${text.slice(0, 300)}`
  if (/\n {4}at |node_modules|postgres(ql)?:|SELECT |scrypt/.test(text))
    return `tells of its inside: ${text.slice(0, 300)}`
  // What tRPC wraps its errors in is tRPC's own; its codes and words are the contract test's.
  if (face === 'trpc' || method === 'HEAD' || status === 204) return undefined
  if (!type.startsWith('application/json'))
    return type.startsWith('text/csv') && status === 200
      ? csvComplaint(text)
      : `${status} with content-type ${type}: ${text.slice(0, 300)}`
  const answered: unknown = JSON.parse(text)
  const route = routes.find((one) => one.procedure === procedure)
  if (route === undefined || method !== route.method || status === 405) return undefined
  // A parameter with a slash in it is another path.
  if (status === 404 && text.includes('describes the paths')) return undefined
  const fit = fits(route, status, answered)
  return fit === true ? undefined : `${status}: ${fit}`
}

/** A table, by another reader that takes any end of a line: each row as long as its head. */
function csvComplaint(text: string): string | undefined {
  try {
    parse(text, { record_delimiter: ['\r\n', '\n', '\r'] })
    return undefined
  } catch (error) {
    return `torn CSV: ${error instanceof Error ? error.message : error}: ${text.slice(0, 300)}`
  }
}

test('no request gives a 5xx or an undocumented answer, and the invariants hold after', async () => {
  const statuses = new Map<number, number>()
  const pid = await serverPid(service)
  const memory: number[] = []
  let requests = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(hostileRequest(routes, key), { minLength: together, maxLength: together }),
      async (batch) => {
        const answers = await Promise.all(batch.map(send))
        requests += batch.length
        if (requests % 1_000 === 0) memory.push(memoryOf(pid))
        for (const [index, answer] of answers.entries()) {
          statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
          const request = batch[index]
          const said = request === undefined ? undefined : complaint(request, answer)
          if (said !== undefined)
            throw new Error(
              `${request?.method} ${request?.path.slice(0, 300)} ${request?.body?.slice(0, 300) ?? ''}: ${said}`,
            )
        }
      },
    ),
    { seed, numRuns: batches, endOnFailure: true },
  )
  expect(requests).toBeGreaterThanOrEqual(20_000)
  expect((await fetch(`${service.origin}/readyz`)).status).toBe(200)
  const broken = await brokenInvariants({ DATA_DIR: folder })
  const half = Math.floor(memory.length / 2)
  const [early, late] = [Math.max(...memory.slice(1, half)), Math.max(...memory.slice(half))]
  const counted = [...statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${status} × ${count}`)
  report('fuzz', {
    seed: String(seed),
    requests,
    statuses: counted.join(' '),
    'answers 5xx': 0,
    'broken invariants': broken.length,
    'memory MB, first half at most': early,
    'second half': late,
  })
  expect(broken).toEqual([])
  // Most get past the credential, and many succeed: otherwise little would have been tried.
  expect((statuses.get(401) ?? 0) / requests).toBeLessThan(0.2)
  expect(((statuses.get(200) ?? 0) + (statuses.get(201) ?? 0)) / requests).toBeGreaterThan(0.1)
  // Both halves ask the same kinds of things: what only ever grows would show here.
  expect(late / early).toBeLessThan(1.5)
})

test('bodies that end before their announced length, or never, leave the service well', async () => {
  const { hostname, port } = new URL(service.origin)
  const head = (length: string) =>
    `POST /api/plans HTTP/1.1\r\nHost: ${hostname}:${port}\r\nAuthorization: Bearer ${key}\r\nContent-Type: application/json\r\n${length}\r\n\r\n`
  const texts = [
    `${head('Content-Length: 1000')}{"name":`,
    `${head('Transfer-Encoding: chunked')}5\r\n{"nam`,
    `${head('Transfer-Encoding: chunked')}zz\r\n`,
    `${head('Content-Length: -1')}{}`,
    head('Content-Length: 99999999999'),
    'GET /api/plans HTTP/1.1\r\n',
    `GET /api/plans HTTP/1.1\r\nHost: ${hostname}\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
    'POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 5000000\r\n\r\nemail=',
    '\u0000\u0001\u0002',
  ]
  for (let round = 0; round < 20; round++) {
    await Promise.all(
      texts.map(async (text) => {
        const socket = connect(Number(port), hostname)
        socket.on('error', () => {})
        await once(socket, 'connect')
        socket.write(text)
        socket.end()
        socket.resume()
        await once(socket, 'close')
      }),
    )
  }
  expect((await fetch(`${service.origin}/api/plans`)).status).toBe(200)
  expect(service.process.exitCode).toBeNull()
  report('broken bodies and heads', { requests: 20 * texts.length, 'process ended': 0 })
})
