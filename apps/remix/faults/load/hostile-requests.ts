import { restRequest, type routes, sampleInputs } from '@streaming/trpc-router/testing'
import fc from 'fast-check'

/** Requests as no client should send them, drawn from the API description: each is a small step off a valid one. */

type Route = (typeof routes)[number]

export interface HostileRequest {
  procedure: string
  face: 'rest' | 'trpc'
  method: string
  path: string
  headers: Record<string, string>
  body: string | undefined
}

const sharp = [
  "'; DROP TABLE users; --",
  '" OR 1=1',
  '%',
  '_',
  '\\',
  '<script>alert(1)</script>',
  '{{7*7}}',
  '$(id)',
  '../../etc/passwd',
  '%00',
  '\u0000',
  '\u001b[2J',
  '\u202e',
  '\u202egnol',
  '\u200b',
  '\u3164\u2060',
  'Line one\nLine "two", three\r',
  '=1+1',
  'dRAMA',
  'bASIC',
  '𝕊𝕋',
  '\ud800',
  'é'.repeat(300),
  '9'.repeat(400),
  '-1',
  '0',
  '1e309',
  'NaN',
  'null',
  'true',
  '[]',
  '{}',
  '2024-02-30',
  '9999-12-31T23:59:59.999Z',
  '0000-01-01T00:00:00Z',
  '2999-01-01T00:00:00Z',
  '1969-12-31T23:59:59.999Z',
  '0001-01-01',
  '9999-12',
  '12',
  '9223372036854775807',
  '9223372036854775808',
  '__proto__',
  ' ',
  '',
]

const hostileText = fc.oneof(
  fc.constantFrom(...sharp),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ maxLength: 20 }),
)

const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { arbitrary: hostileText, weight: 4 },
  { arbitrary: fc.double(), weight: 2 },
  { arbitrary: fc.constantFrom(0, -1, 1e308, 5e-324, 99_999_999.995, 2 ** 53, null, true, false), weight: 3 },
  { arbitrary: fc.jsonValue({ maxDepth: 4 }), weight: 2 },
  { arbitrary: fc.constantFrom(200, 3_000).map(nested), weight: 1 },
)

function nested(depth: number): unknown {
  let value: unknown = 'deep'
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { items: value }
  return value
}

/** A valid input with some fields replaced, removed, or added. */
function hostileInput(route: Route): fc.Arbitrary<Record<string, unknown>> {
  const names = Object.keys(route.input.shape)
  const name = names.length === 0 ? fc.constantFrom('limit') : fc.constantFrom(...names)
  const change = fc.oneof(
    { arbitrary: fc.record({ kind: fc.constant('set' as const), name, value: hostileValue }), weight: 6 },
    {
      arbitrary: fc.record({ kind: fc.constant('set' as const), name: hostileText, value: hostileValue }),
      weight: 1,
    },
    {
      arbitrary: fc.record({ kind: fc.constant('remove' as const), name, value: fc.constant(undefined) }),
      weight: 1,
    },
  )
  return fc.array(change, { maxLength: 2 }).map((changes) => {
    const input: Record<string, unknown> = structuredClone(sampleInputs[route.procedure] ?? {})
    for (const { kind, name: field, value } of changes) {
      if (kind === 'remove') delete input[field]
      else if (field !== '__proto__') input[field] = value
    }
    return input
  })
}

const contentTypes = [
  'application/json',
  'text/plain',
  'application/x-www-form-urlencoded',
  'application/json; charset=latin1',
  '',
  'multipart/form-data; boundary=x',
]

const accepted = [
  'text/csv',
  'text/csv;q=0',
  'text/csv, application/json;q=0.1',
  'application/json;q=0, */*',
  'text/*;q=0.5',
  'image/png',
  ';q=,,/',
]

/** What a proxy or a careless client makes of a body. */
function spoil(body: string, cut: number): string {
  return body.slice(0, Math.floor(body.length * cut))
}

export function hostileRequest(all: readonly Route[], key: string): fc.Arbitrary<HostileRequest> {
  const credential = fc.oneof(
    { arbitrary: fc.constant(`Bearer ${key}`), weight: 8 },
    { arbitrary: fc.constantFrom(undefined, 'Bearer sds_wrong', 'Basic YTpi', 'Bearer \u00ff'), weight: 1 },
  )
  return fc.constantFrom(...all).chain((route) =>
    fc
      .record({
        input: hostileInput(route),
        face: fc.constantFrom('rest', 'rest', 'rest', 'trpc'),
        authorization: credential,
        contentType: fc.oneof(
          { arbitrary: fc.constant('application/json'), weight: 9 },
          { arbitrary: fc.constantFrom(...contentTypes), weight: 1 },
        ),
        cut: fc.oneof(
          { arbitrary: fc.constant(1), weight: 9 },
          { arbitrary: fc.double({ min: 0, max: 1, noNaN: true }), weight: 1 },
        ),
        method: fc.oneof(
          { arbitrary: fc.constant(undefined), weight: 19 },
          {
            arbitrary: fc.constantFrom('PUT', 'DELETE', 'PATCH', 'POST', 'OPTIONS', 'HEAD', 'PURGE'),
            weight: 1,
          },
        ),
        accept: fc.option(fc.constantFrom(...accepted), { nil: undefined, freq: 4 }),
        idempotency: fc.option(hostileText, { nil: undefined, freq: 8 }),
      })
      .map(
        ({ input, face, authorization, contentType, cut, method, accept, idempotency }): HostileRequest => {
          const made = face === 'rest' ? restOf(route, input) : trpcOf(route, input)
          const headers: Record<string, string> = {
            ...(authorization === undefined ? {} : { authorization }),
            ...(accept === undefined ? {} : { accept }),
            ...(made.body === undefined ? {} : { 'content-type': contentType }),
            ...(idempotency === undefined ||
            !/^[\x20-\x7e\x80-\xff]+$/.test(idempotency) ||
            idempotency.trim() === ''
              ? {}
              : { 'idempotency-key': idempotency }),
          }
          const verb = method ?? made.method
          const body =
            made.body === undefined || verb === 'GET' || verb === 'HEAD' ? undefined : spoil(made.body, cut)
          return { procedure: route.procedure, face, method: verb, path: made.path, headers, body }
        },
      ),
  )
}

function restOf(route: Route, input: Record<string, unknown>) {
  const { path, init } = restRequest(route, wellFormed(input))
  return { path, method: route.method, body: typeof init.body === 'string' ? init.body : undefined }
}

function trpcOf(route: Route, input: Record<string, unknown>) {
  const text = JSON.stringify(input)
  return route.method === 'GET'
    ? {
        path: `/trpc/${route.procedure}?input=${encodeURIComponent(text.toWellFormed())}`,
        method: 'GET',
        body: undefined,
      }
    : { path: `/trpc/${route.procedure}`, method: 'POST', body: text }
}

/** A URL cannot hold half a character: encoding it throws before anything is sent. Bodies can, and do. */
function wellFormed(input: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => [
      name,
      typeof value === 'string' ? value.toWellFormed() : value,
    ]),
  )
}
