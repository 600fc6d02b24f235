import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Engine, openEngine } from '../engine/engine.ts'
import { createEmbeddedServer, type EmbeddedServer } from './server.ts'

let folder: string
let engine: Engine
let embedded: EmbeddedServer
const idleInTransactionMs = 1_000
let room = true

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'streaming-server-'))
  engine = await openEngine({
    folder: join(folder, 'pgdata'),
    longestExchangeMs: 60_000,
    onFailure(error) {
      throw error
    },
  })
  embedded = await createEmbeddedServer(engine, {
    password: undefined,
    idleInTransactionMs,
    hasRoom: () => room,
    onEmpty: () => {},
  })
  await new Promise<void>((resolve) => embedded.server.listen(join(folder, '.s.PGSQL.5432'), resolve))
})
afterAll(async () => {
  await embedded.close()
  await engine.close()
  rmSync(folder, { recursive: true })
})

async function client(config: pg.ClientConfig = {}): Promise<pg.Client> {
  const connection = new pg.Client({ host: folder, user: 'postgres', database: 'postgres', ...config })
  connection.on('error', () => {})
  await connection.connect()
  return connection
}

async function value(connection: pg.Client, sql: string): Promise<unknown> {
  const { rows } = await connection.query({ text: sql, rowMode: 'array' })
  return rows[0]?.[0]
}

test('without room on the disk nothing is written, not even by a transaction in progress; reading goes on', async () => {
  const [a, b] = [await client(), await client()]
  await a.query('CREATE TABLE stored (n INT4)')
  await a.query('BEGIN')
  await a.query('INSERT INTO stored VALUES (1)')
  room = false
  await expect(a.query('INSERT INTO stored VALUES (2)')).rejects.toMatchObject({ code: '25006' })
  await a.query('ROLLBACK')
  await expect(b.query('INSERT INTO stored VALUES (3)')).rejects.toMatchObject({ code: '25006' })
  expect(await value(b, 'SELECT COUNT(*)::INT4 FROM stored')).toBe(0)
  await b.query(`SET application_name = 'b'`)
  room = true
  await b.query('INSERT INTO stored VALUES (4)')
  expect(await value(a, 'SELECT COUNT(*)::INT4 FROM stored')).toBe(1)
  expect(await value(b, 'SHOW default_transaction_read_only')).toBe('off')
  await Promise.all([a.end(), b.end()])
})

test('a turn that began without room and ends with it leaves the client as it was', async () => {
  const [a, b] = [await client(), await client()]
  await a.query('CREATE TABLE turned (n INT4)')
  await b.query('SET default_transaction_read_only = on')
  room = false
  expect(await value(b, `SELECT set_config('application_name', 'b', false)`)).toBe('b')
  await a.query('BEGIN')
  await expect(a.query('UPDATE turned SET n = 1')).rejects.toMatchObject({ code: '25006' })
  room = true
  await a.query('ROLLBACK')
  await a.query('INSERT INTO turned VALUES (1)')
  await expect(b.query('INSERT INTO turned VALUES (2)')).rejects.toMatchObject({ code: '25006' })
  expect(await value(a, 'SELECT COUNT(*)::INT4 FROM turned')).toBe(1)
  await Promise.all([a.end(), b.end()])
})

test('what a transaction wrote while there was room can be committed without', async () => {
  const a = await client()
  await a.query('CREATE TABLE kept (n INT4)')
  await a.query('BEGIN')
  await a.query('INSERT INTO kept VALUES (1)')
  room = false
  await a.query('COMMIT')
  room = true
  expect(await value(a, 'SELECT COUNT(*)::INT4 FROM kept')).toBe(1)
  await a.end()
})

test('COPY FROM STDIN is refused at once, with the way to do it instead, and the next query runs', async () => {
  const a = await client()
  await a.query('CREATE TABLE copied (n INT4)')
  await expect(a.query('COPY copied FROM STDIN')).rejects.toThrow('COPY ... FROM STDIN is not available')
  expect(await value(a, 'SELECT 1')).toBe(1)
  const b = await client()
  expect(await value(b, 'SELECT COUNT(*)::INT4 FROM copied')).toBe(0)
  await Promise.all([a.end(), b.end()])
})

test('COPY FROM STDIN as a prepared statement is refused as well, and the connection goes on', async () => {
  const a = await client()
  await a.query('CREATE TABLE copied_prepared (n INT4)')
  await expect(a.query({ name: 'copy', text: 'COPY copied_prepared FROM STDIN' })).rejects.toThrow(
    'is not available',
  )
  const b = await client()
  expect(await value(b, 'SELECT 1')).toBe(1)
  expect(await value(a, 'SELECT 1')).toBe(1)
  await Promise.all([a.end(), b.end()])
})

test('a client that stops reading in an open transaction is cut, and those who wait go on', async () => {
  const a = await client()
  await a.query('BEGIN')
  Reflect.get(a, 'connection').stream.pause()
  a.query(`SELECT repeat('x', 1000000) FROM generate_series(1, 30)`).catch(() => {}) // its end is not of interest
  const b = await client()
  expect(await value(b, 'SELECT 1')).toBe(1)
  await b.end()
  Reflect.get(a, 'connection').stream.destroy()
})

test('a role that one connection takes is not another one’s', async () => {
  const [a, b] = await Promise.all([client(), client()])
  await a.query('CREATE ROLE probe')
  await a.query('SET ROLE probe')
  expect(await value(b, 'SELECT current_user::TEXT')).toBe('postgres')
  expect(await value(a, 'SELECT current_user::TEXT')).toBe('probe')
  await Promise.all([a.end(), b.end()])
})

test('what is set of one transaction ends with it, and the next turn of anybody goes on', async () => {
  const [a, b] = await Promise.all([client(), client()])
  await a.query('BEGIN')
  await a.query('SET TRANSACTION ISOLATION LEVEL SERIALIZABLE')
  expect(await value(a, `SELECT current_setting('transaction_isolation')`)).toBe('serializable')
  await a.query('COMMIT')
  expect(await value(b, 'SELECT 1')).toBe(1)
  expect(await value(a, `SELECT current_setting('transaction_isolation')`)).toBe('read committed')
  await Promise.all([a.end(), b.end()])
})

test('transactions of many connections take turns, each seeing only its own', async () => {
  const setup = await client()
  await setup.query('CREATE TABLE counters (id INT4 PRIMARY KEY, n INT4); INSERT INTO counters VALUES (1, 0)')
  await setup.end()
  const connections = await Promise.all(Array.from({ length: 20 }, () => client()))
  await Promise.all(
    connections.map(async (connection) => {
      for (let round = 0; round < 5; round++) {
        await connection.query('BEGIN')
        const n = Number(await value(connection, 'SELECT n FROM counters'))
        await connection.query('UPDATE counters SET n = $1', [n + 1])
        await connection.query('COMMIT')
      }
    }),
  )
  expect(await value(connections[0] ?? (await client()), 'SELECT n FROM counters')).toBe(100)
  await Promise.all(connections.map((connection) => connection.end()))
})

test('settings of one connection are not seen by another and stay with their own', async () => {
  const a = await client({ options: '-c timezone=Asia/Tokyo -c work_mem=7MB' })
  const b = await client()
  await b.query("SET timezone = 'America/Lima'")
  expect(await value(a, 'SHOW timezone')).toBe('Asia/Tokyo')
  expect(await value(a, 'SHOW work_mem')).toBe('7MB')
  expect(await value(b, 'SHOW timezone')).toBe('America/Lima')
  expect(await value(b, 'SHOW work_mem')).toBe('4MB')
  await Promise.all([a.end(), b.end()])
})

test('a setting made in a transaction that is rolled back is gone', async () => {
  const a = await client()
  const b = await client()
  await a.query('BEGIN')
  await a.query("SET work_mem = '9MB'")
  await a.query('ROLLBACK')
  await b.query("SET work_mem = '5MB'")
  expect(await value(a, 'SHOW work_mem')).toBe('4MB')
  expect(await value(b, 'SHOW work_mem')).toBe('5MB')
  await Promise.all([a.end(), b.end()])
})

test("a wrong startup setting is refused with the engine's reason, and nobody else suffers", async () => {
  const wrong = await client({ options: '-c work_mem=lots' })
  await expect(wrong.query('SELECT 1')).rejects.toThrow('invalid value for parameter "work_mem"')
  const a = await client()
  expect(await value(a, 'SELECT 1')).toBe(1)
  await a.end()
})

test('named prepared statements of two connections do not collide', async () => {
  const [a, b] = await Promise.all([client(), client()])
  expect((await a.query({ name: 'same', text: 'SELECT $1::INT4 + 1 AS n', values: [1] })).rows).toEqual([
    { n: 2 },
  ])
  expect((await b.query({ name: 'same', text: 'SELECT $1::TEXT AS t', values: ['x'] })).rows).toEqual([
    { t: 'x' },
  ])
  expect((await a.query({ name: 'same', text: 'SELECT $1::INT4 + 1 AS n', values: [5] })).rows).toEqual([
    { n: 6 },
  ])
  await Promise.all([a.end(), b.end()])
  const c = await client()
  expect(await value(c, 'SELECT COUNT(*)::INT4 FROM pg_prepared_statements')).toBe(0)
  await c.end()
})

test('names of prepared statements are told apart to their last letter, as long as PostgreSQL takes them', async () => {
  const a = await client()
  const name = 'n'.repeat(62)
  for (const round of [1, 2])
    for (const n of [1, 2])
      expect(
        (await a.query({ name: name + n, text: `SELECT ${n} + $1::INT4 AS n`, values: [round] })).rows,
      ).toEqual([{ n: n + round }])
  await a.end()
})

test('the transaction of a client that vanishes is rolled back, and those who wait go on', async () => {
  const a = await client()
  await a.query('CREATE TABLE vanished (n INT4)')
  await a.query('BEGIN')
  await a.query('INSERT INTO vanished VALUES (1)')
  const b = await client()
  const count = value(b, 'SELECT COUNT(*)::INT4 FROM vanished')
  Reflect.get(a, 'connection').stream.destroy()
  expect(await count).toBe(0)
  await b.end()
})

test('a client can connect while another one keeps its transaction open', async () => {
  const a = await client()
  await a.query('BEGIN')
  const b = await client()
  await a.query('COMMIT')
  await Promise.all([a.end(), b.end()])
})

test('a transaction left open and idle is cut, with the reason', async () => {
  const a = await client()
  await a.query('BEGIN')
  const cut = new Promise<Error>((resolve) => a.once('error', resolve))
  const b = await client()
  expect(await value(b, 'SELECT 1')).toBe(1)
  expect((await cut).message).toContain('idle-in-transaction timeout')
  await b.end()
})

test('an error in a transaction aborts that transaction only', async () => {
  const a = await client()
  await a.query('BEGIN')
  await expect(a.query('SELECT 1 / 0')).rejects.toThrow('division by zero')
  await expect(a.query('SELECT 1')).rejects.toThrow('current transaction is aborted')
  await a.query('ROLLBACK')
  expect(await value(a, 'SELECT 1')).toBe(1)
  await a.end()
})

test('bytes that are no PostgreSQL protocol end that connection alone', async () => {
  const { connect } = await import('node:net')
  const stranger = connect(join(folder, '.s.PGSQL.5432'))
  stranger.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
  const closed = new Promise<void>((resolve) => stranger.once('close', () => resolve()))
  stranger.resume()
  await closed
  const a = await client()
  expect(await value(a, 'SELECT 1')).toBe(1)
  await a.end()
})

test('a megabyte in and a hundred thousand rows out pass unharmed', async () => {
  const a = await client()
  const text = 'å'.repeat(500_000)
  expect((await a.query('SELECT $1::TEXT AS text', [text])).rows[0].text).toBe(text)
  expect((await a.query('SELECT generate_series(1, 100000) AS n')).rows).toHaveLength(100_000)
  await a.end()
})
