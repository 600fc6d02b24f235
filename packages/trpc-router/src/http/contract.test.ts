import { Validator } from '@seriousme/openapi-schema-validator'
import { emptyTables, insertWorld, openTestDatabase } from '@streaming/db/testing'
import { TRPCClientError } from '@trpc/client'
import { parse as parseCsv } from 'csv-parse/sync'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { call, openFaces, restRequest, sampleInputs, sampleWorld, withoutVolatile } from '../testing/faces.ts'
import { admin, callerOf, recordingLog } from '../testing/index.ts'
import { fits } from '../testing/openapi.ts'
import { openApiDocument } from './openapi.ts'
import { routes } from './routes.ts'

/** The three faces of the router, over real HTTP: REST, tRPC and the caller give the same values and errors. */

const database = await openTestDatabase()
const log = recordingLog()
const faces = await openFaces(database, log)
const { client, fetch: get } = faces
const reads = routes
  .filter(({ method }) => method === 'GET')
  .map((route) => [route.procedure, route] as const)
const writes = routes
  .filter(({ method }) => method !== 'GET')
  .map((route) => [route.procedure, route] as const)

async function resetWorld() {
  await emptyTables(database)
  await insertWorld(database, sampleWorld())
  for (const row of [
    "api_keys (api_key_id, name, key_hash, role) VALUES (1, 'old', 'test', 'analyst')",
    "operators (operator_id, name, email, password, role) VALUES (1, 'Olga', 'olga@example.com', '$scrypt$x', 'analyst')",
    `audit_trail (audit_id, actor, actor_name, action, entity, entity_id, request_id)
     VALUES (1, 'command line', 'Command line', 'seed', 'dataset_loads', 'x', 'seed')`,
  ])
    await database.execute(`INSERT INTO ${row}`)
}

beforeAll(resetWorld)
beforeEach(() => log.entries.splice(0))
afterAll(() => faces.close())

const operation = z.object({ operationId: z.string() })
const documentSchema = z.object({ paths: z.record(z.string(), z.record(z.string(), operation)) })

test('the description is valid OpenAPI 3.1 and served as it is', async () => {
  const { valid, errors } = await new Validator().validate(JSON.parse(JSON.stringify(openApiDocument)))
  expect(errors ?? []).toEqual([])
  expect(valid).toBe(true)
  expect(await (await get('/api/openapi.json')).json()).toEqual(JSON.parse(JSON.stringify(openApiDocument)))
})

test('the description has every procedure, under the documented paths', () => {
  const document = documentSchema.parse(openApiDocument)
  expect(
    Object.values(document.paths)
      .flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId))
      .sort(),
  ).toEqual(routes.map(({ procedure }) => procedure).sort())
  expect(Object.keys(document.paths)).toEqual(
    expect.arrayContaining([
      '/api/subscriptions',
      '/api/top-content',
      '/api/popular-content-over-time',
      '/api/revenue-trends',
      '/api/user-stats/{user_id}',
      '/api/payments-trend',
      '/api/watch-history-genre',
      '/api/popular-content-trend',
      '/api/payment-method-distribution',
    ]),
  )
})

test.each(reads)(
  '%s: REST, tRPC and the caller agree, and the answer fits its schema',
  async (procedure, route) => {
    const input = sampleInputs[procedure] ?? {}
    const { path, init } = restRequest(route, input)
    const response = await get(path, init)
    const rest: unknown = await response.json()
    expect([response.status, rest]).toEqual([200, rest])
    expect(fits(route, 200, rest)).toBe(true)
    // When an answer was true is of the moment at which it was asked.
    const same = procedure === 'analytics.dataStatus' ? withoutVolatile : (answer: unknown) => answer
    expect(same(await call(client, procedure, ['query'], input))).toEqual(same(rest))
    expect(same(await call(callerOf(database, admin), procedure, [], input))).toEqual(same(rest))
  },
)

test.each(writes)(
  '%s: REST, tRPC and the caller write the same, answer the same, and leave an audit entry',
  async (procedure, route) => {
    const input = sampleInputs[procedure] ?? {}
    const faces = {
      async rest() {
        const { path, init } = restRequest(route, input)
        const response = await get(path, init)
        const body: unknown = await response.json()
        expect([response.status, body]).toEqual([route.status, body])
        expect(fits(route, route.status, body)).toBe(true)
        return body
      },
      trpc: () => call(client, procedure, ['mutate'], input),
      caller: () => call(callerOf(database, admin), procedure, [], input),
    }
    const outcomes = []
    for (const face of Object.values(faces)) {
      await resetWorld()
      const answer = withoutVolatile(await face())
      const { items } = await callerOf(database, admin).auditTrail.list({ action: procedure, limit: 1 })
      expect(items[0]?.audit_id).not.toBe('1') // which is resetWorld's
      expect(items.map(({ actor, request_id }) => [actor, request_id])).toEqual([
        ['operator:1', 'test-request'],
      ])
      expect(JSON.stringify(items)).not.toMatch(/password|scrypt|otters|sds_/)
      outcomes.push([answer, withoutVolatile(items)])
    }
    expect(outcomes[1]).toEqual(outcomes[0])
    expect(outcomes[2]).toEqual(outcomes[0])
    await resetWorld()
  },
)

test.each(routes.map((route) => [route.procedure, route] as const))(
  '%s: its example fits its own schema',
  (_procedure, { output }) => {
    const described = output instanceof z.ZodArray ? z.custom<z.ZodType>().parse(output.element) : output
    const example: unknown = described.meta()?.example
    expect(example).toBeDefined()
    expect(() => described.parse(example)).not.toThrow()
  },
)

test.each(routes.map((route) => [route.procedure, route] as const))(
  '%s: an unknown parameter is refused alike over REST and tRPC',
  async (procedure, route) => {
    const input = { ...sampleInputs[procedure], genr: 'Drama' }
    const { path, init } = restRequest(route, input)
    const response = await get(path, init)
    const body = z
      .object({
        code: z.string(),
        message: z.string(),
        issues: z.array(z.object({ path: z.string(), message: z.string() })),
      })
      .parse(await response.json())
    expect([response.status, body.code, body.issues[0]?.path]).toEqual([400, 'BAD_REQUEST', 'genr'])
    expect(body.message).toContain('unknown parameter genr; allowed: ')
    expect(fits(route, 400, body)).toBe(true)
    const verb = route.method === 'GET' ? 'query' : 'mutate'
    const error: unknown = await call(client, procedure, [verb], input).catch((fault: unknown) => fault)
    if (!(error instanceof TRPCClientError)) throw error
    expect([error.message, error.data.code, error.data.httpStatus, error.data.issues]).toEqual([
      body.message,
      'BAD_REQUEST',
      400,
      body.issues,
    ])
  },
)

test.each([
  ['text/csv', 'csv'],
  ['text/*', 'csv'],
  ['text/csv, application/json;q=0.1', 'csv'],
  ['application/json;q=0.1, text/csv;q=0.2', 'csv'],
  ['text/csv;q=0', 'json'],
  ['text/csv;q=0.5, application/json', 'json'],
  ['*/*', 'json'],
  ['image/png', 'json'],
  ['', 'json'],
])('Accept: %s is answered in %s', async (accept, format) => {
  const type = (await get('/api/top-content', { headers: { accept } })).headers.get('content-type')
  expect(type).toBe(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8')
})

/** Titles, plans, methods and names that another program wrote, with all that a field of CSV may hold. */
async function writeOddTexts(): Promise<void> {
  await database.execute(`/* every row: odd words in each */ UPDATE content SET title = 'Line one' || CHR(10) || 'Line "two", ' || content_id::TEXT,
    genre = 'Dra' || CHR(13) || 'ma'`)
  await database.execute(
    `/* every row: odd words in each */ UPDATE subscriptions SET name = ' ' || name || CHR(13) || CHR(10)`,
  )
  await database.execute(
    `/* every row: odd words in each */ UPDATE paymenthistory SET method = 'Pay' || CHR(10) || 'Pal'`,
  )
  await database.execute(
    `/* every row: odd words in each */ UPDATE users SET name = name || ', "the' || CHR(10) || 'second"'`,
  )
}

test.each(routes.filter(({ csv }) => csv).map((route) => [route.procedure, route] as const))(
  '%s: CSV has the rows of the JSON, as a parser of CSV reads it back',
  async (procedure, route) => {
    await writeOddTexts()
    const path = restRequest(route, sampleInputs[procedure] ?? {}).path
    const response = await get(path, { headers: { accept: 'text/csv' } })
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    const text = await response.text()
    expect(await (await get(`${path}${path.includes('?') ? '&' : '?'}format=csv`)).text()).toBe(text)
    const json: unknown = await (await get(path)).json()
    const rows = Array.isArray(json) ? json : Object.values(Object(json)).filter(Array.isArray).flat()
    const read: unknown[] = parseCsv(text, { columns: true, record_delimiter: ['\r\n', '\n', '\r'] })
    expect(read).toHaveLength(rows.length)
    for (const [at, row] of rows.entries()) {
      const texts = Object.entries(Object(row)).map(([name, value]) => [
        name,
        value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value),
      ])
      expect(read[at]).toMatchObject(Object.fromEntries(texts))
    }
    await resetWorld()
  },
)

test.each([
  ['/api/top-content?format=csv', 'top-content.csv'],
  [
    '/api/revenue-trends?plan=Basic&start_date=2024-09-01&format=csv',
    'revenue-trends_plan-Basic_start_date-2024-09-01.csv',
  ],
  [
    `/api/top-content?genre=${encodeURIComponent('Science "Fiction"\r\nÉ; x=/../')}&format=csv`,
    'top-content_genre-Science-Fiction-x-..-.csv',
  ],
])('the CSV of %s is called by its filters', async (path, name) => {
  const response = await get(path)
  expect(response.headers.get('content-disposition')).toBe(`inline; filename="${name}"`)
})

test('a list as CSV says where its next page is, and the pages are the whole list', async () => {
  const whole = await (await get('/api/watch-history?format=csv')).text()
  const pages: string[] = []
  let path = '/api/watch-history?format=csv&limit=2'
  for (;;) {
    const response = await get(path)
    pages.push(await response.text())
    const next = /^<([^>]+)>; rel="next"$/.exec(response.headers.get('link') ?? '')?.[1]
    if (next === undefined) break
    path = next
  }
  expect(pages).toHaveLength(2)
  const [header] = whole.split('\r\n')
  expect(pages.map((page) => page.replace(`${header}\r\n`, '')).join('')).toBe(
    whole.replace(`${header}\r\n`, ''),
  )
})

test.each([
  ['/api/top-content?limit=0', 'limit: expected a whole number from 1 to 1000, got 0'],
  ['/api/top-content?limit=1001', 'limit: expected a whole number from 1 to 1000, got 1001'],
  ['/api/top-content?limit=ten', 'limit: expected a whole number from 1 to 1000, got "ten"'],
  ['/api/top-content?limit=1.5', 'limit: expected a whole number from 1 to 1000, got 1.5'],
  ['/api/top-content?limit=1&limit=2', 'limit: expected once, got twice'],
  ['/api/top-content?genre=', 'genre: expected a genre, got ""'],
  ['/api/top-content?genre=%00', 'genre: expected a genre, got "\\u0000"'],
  ['/api/top-content?format=xml', 'format: expected json or csv, got "xml"'],
  ['/api/popular-content-over-time', 'month: expected a month: Aug, August, 8 or 2024-08, it is missing'],
  ['/api/popular-content-over-time?month=13', 'month: expected a month: Aug, August, 8 or 2024-08, got "13"'],
  ['/api/popular-content-over-time?month=Aug&year=x', 'year: expected a year, got "x"'],
  ['/api/revenue-trends?granularity=hour', 'granularity: expected day, week or month, got "hour"'],
  [
    '/api/revenue-trends?start_date=01.09.2024',
    'start_date: expected a day such as 2024-09-01, got "01.09.2024"',
  ],
  ['/api/revenue-trends?fill=maybe', 'fill: expected true or false, got "maybe"'],
  ['/api/user-stats/abc', 'user_id: expected an id, a decimal number, got "abc"'],
  ['/api/user-stats/%FF', 'user_id: expected percent-encoded UTF-8, got "%FF"'],
  ['/api/users?cursor=abc', 'cursor: expected next_cursor of the page before, with the same sort and order'],
])('%s is refused: %s', async (path, message) => {
  const response = await get(path)
  expect([response.status, await response.json()]).toMatchObject([400, { code: 'BAD_REQUEST', message }])
})

test('an unknown user is 404, an unknown path 404, in the same shape', async () => {
  const user = await get('/api/user-stats/4711')
  expect([user.status, await user.json()]).toEqual([
    404,
    { code: 'NOT_FOUND', message: 'There is no user 4711.' },
  ])
  const path = await get('/api/nothing')
  expect([path.status, await path.json()]).toEqual([
    404,
    { code: 'NOT_FOUND', message: 'There is no /api/nothing. GET /api/openapi.json describes the paths.' },
  ])
})

test('a wrong method is 405 and says what is allowed; OPTIONS says it without fault; HEAD is GET without body', async () => {
  const posted = await get('/api/top-content', { method: 'POST', body: '{}' })
  expect([posted.status, posted.headers.get('allow'), await posted.json()]).toMatchObject([
    405,
    'GET, HEAD, OPTIONS',
    { code: 'METHOD_NOT_SUPPORTED' },
  ])
  const options = await get('/api/top-content', { method: 'OPTIONS' })
  expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS'])
  const head = await get('/api/top-content', { method: 'HEAD' })
  expect([head.status, Number(head.headers.get('content-length')) > 2, await head.text()]).toEqual([
    200,
    true,
    '',
  ])
})

test('a call over REST does not change what tRPC accepts', async () => {
  await get('/api/top-content?limit=5')
  const response = await get(`/trpc/analytics.topContent?input=${encodeURIComponent('{"limit":"5"}')}`)
  expect(response.status).toBe(400)
})

test('a fault of ours says nothing but its id, over both faces, and the log has the cause', async () => {
  await database.execute('ALTER TABLE title_reviews RENAME TO hidden_reviews')
  try {
    const rest = await get('/api/top-content')
    const text = await rest.text()
    expect([rest.status, JSON.parse(text)]).toEqual([
      500,
      {
        code: 'INTERNAL_SERVER_ERROR',
        message: 'Something failed on our side. It is in the log as test-request.',
      },
    ])
    const trpc = await (await get('/trpc/analytics.topContent')).text()
    for (const secret of ['reviews', 'SELECT', 'postgres', 'node_modules', 'stack'])
      expect(text + trpc).not.toContain(secret)
  } finally {
    await database.execute('ALTER TABLE hidden_reviews RENAME TO title_reviews')
  }
  expect(log.entries.map(({ fields }) => [fields.request_id, String(fields.err)])).toEqual(
    Array(2).fill(['test-request', expect.stringContaining('relation "title_reviews" does not exist')]),
  )
})

test('the last day of the calendar can be asked for, with every bucket', async () => {
  const response = await get('/api/revenue-trends?start_date=9999-12-31&end_date=9999-12-31&fill=true')
  expect(await response.json()).toEqual([{ date: '9999-12-31', revenue: 0, payments: 0 }])
})

test('a number that JSON can write and a computer cannot hold is told as such', async () => {
  const body = '{"name":"Large","price":1e400,"features":""}'
  const headers = { 'content-type': 'application/json' }
  const response = await get('/api/plans', { method: 'POST', headers, body })
  expect([response.status, (await response.json()).message]).toEqual([
    400,
    'price: expected an amount in USD from 0 to 99999999.99, got Infinity',
  ])
})

test('a calendar has the same ends however a month is named, and months are counted as months', async () => {
  const status = async (path: string) => (await get(path)).status
  expect(await status('/api/popular-content-over-time?month=12&year=9999')).toBe(200)
  expect(await status('/api/popular-content-over-time?month=9999-12')).toBe(200)
  expect(await status('/api/popular-content-over-time?month=1&year=1')).toBe(200)
  const months = (from: string, to: string) =>
    get(`/api/revenue-trends?granularity=month&fill=true&start_date=${from}&end_date=${to}`)
  // 833 years and 4 months are 10,000 months.
  expect((await (await months('2000-01-01', '2833-04-30')).json()).length).toBe(10_000)
  expect((await months('2000-01-01', '2833-05-01')).status).toBe(400)
})

test('what the database refuses to parse never reaches it: no input gives a 5xx', async () => {
  const values = [
    "'; DROP TABLE users; --",
    '%',
    '\\',
    '<script>',
    '𝕊',
    '-1',
    '1e9',
    '9'.repeat(400),
    'null',
    '[]',
    '%F0%9F%8E%AC',
    ' ',
  ]
  for (const [, route] of reads) {
    for (const name of Object.keys(route.input.shape)) {
      for (const value of values) {
        const response = await get(
          restRequest(route, { ...sampleInputs[route.procedure], [name]: value }).path,
        )
        expect(response.status, `${route.path} ${name}=${value}`).toBeLessThan(500)
      }
    }
  }
})
