import { expect, inject, test } from 'vitest'
import { z } from 'zod'
import { Prisma } from '../generated/client.ts'
import { emptyTables, insertWorld, makeWorld, notOnCockroachDB, openTestDatabase } from '../testing/index.ts'
import { connect } from './connect.ts'
import { mostStatements } from './statement-names.ts'

const database = await openTestDatabase()
const count = z.object({ count: z.coerce.number() })
const plans = Prisma.sql`SELECT COUNT(*)::INT8 AS count FROM subscriptions`

test('a transaction whose work fails leaves nothing', async () => {
  await emptyTables(database)
  const work = database.sqlTransaction(async (client) => {
    await client.query(`INSERT INTO subscriptions (name, price, features) VALUES ('Basic', 9.99, '')`)
    throw new Error('changed my mind')
  })
  await expect(work).rejects.toThrow('changed my mind')
  expect(await database.query(plans, count)).toEqual([{ count: 0 }])
})

/** The test database's URL with options of its own. */
function withOptions(options: string): string {
  const url = new URL(database.url)
  url.searchParams.set('options', options)
  return url.href
}

test('Prisma and SQL of our own see the same data', async () => {
  await emptyTables(database)
  await insertWorld(database, makeWorld({ subscriptions: [{ name: 'Basic' }], users: [{ name: 'Ada' }] }))
  const user = await database.prisma.user.findFirstOrThrow({ include: { plan: true } })
  expect([user.user_id, user.plan.name, user.plan.price.toFixed(2)]).toEqual([1n, 'Basic', '9.99'])
  expect(await database.query(plans, count)).toEqual([{ count: 1 }])
})

test('a snapshot refuses to write', async () => {
  const write = database.snapshot((query) =>
    query(
      Prisma.sql`/* every row: a write that is refused */ DELETE FROM reviews RETURNING content_id::TEXT AS count`,
      count,
    ),
  )
  await expect(write).rejects.toThrow('read-only transaction')
})

test('transactions are serializable, statements on their own are not, and time is UTC on every engine', async () => {
  const row = z.object({ isolation: z.string(), zone: z.string() })
  const shown = Prisma.sql`SELECT current_setting('transaction_isolation') AS isolation, current_setting('timezone') AS zone`
  const alone = inject('engine').name === 'cockroachdb' ? 'serializable' : 'repeatable read'
  expect(await database.query(shown, row)).toEqual([{ isolation: alone, zone: 'UTC' }])
  expect(await database.sqlTransaction((_client, query) => query(shown, row))).toEqual([
    { isolation: 'serializable', zone: 'UTC' },
  ])
})

test('prepared statements answer like others, as often as they are asked; no connection keeps more than are named', async () => {
  const row = z.object({ sum: z.number() })
  for (let round = 0; round < 2; round++)
    for (let n = 0; n < mostStatements + 20; n++) {
      // Texts, whose value differs from round to round.
      const sql = Prisma.sql`SELECT (${round}::INT8 + ${Prisma.raw(String(n))})::INT4 AS sum`
      expect(await database.prepared(sql, row)).toEqual([{ sum: round + n }])
    }
  const { rows } = await database.execute(
    `SELECT COUNT(*)::INT4 AS kept FROM pg_prepared_statements WHERE name LIKE '%prepared_%'`,
  )
  expect(rows).toEqual([{ kept: mostStatements }])
})

test('a transaction keeps our own statements parsed as it keeps rows, but no lists of values, which have a text a length', async () => {
  const ofSubquery = Prisma.sql`
    SELECT COUNT(*) AS count FROM reviews WHERE user_id IN (SELECT r.user_id FROM reviews AS r WHERE r.content_id = ${'1'}::INT8)`
  const ofList = Prisma.sql`SELECT COUNT(*) AS count FROM reviews WHERE user_id IN (${Prisma.join([1, 2])})`
  const kept = Prisma.sql`SELECT statement AS text FROM pg_prepared_statements`
  const texts = await database.transaction(async ({ query }) => {
    for (const sql of [ofSubquery, ofList]) await query(sql, z.object({ count: z.bigint() }))
    return query(kept, z.object({ text: z.string() }))
  })
  expect(texts).toContainEqual({ text: ofSubquery.text })
  expect(texts).not.toContainEqual({ text: ofList.text })
})

test('dates, intervals, bytes and numbers are read alike, whatever the database has by default', async (context) => {
  notOnCockroachDB(context, 'its dates are ISO alone')
  const options =
    '-c datestyle=German -c intervalstyle=iso_8601 -c bytea_output=escape -c extra_float_digits=-15'
  const other = await connect({ DATABASE_URL: withOptions(options), DATA_DIR: '' })
  const shown = Prisma.sql`SELECT TIMESTAMPTZ '2024-09-22 07:53:29Z' AS at, DATE '2024-02-01'::TEXT AS day, 0.1::FLOAT8 + 0.2::FLOAT8 AS sum`
  const row = z.object({ at: z.date(), day: z.string(), sum: z.number() })
  expect(await other.query(shown, row)).toEqual([
    { at: new Date('2024-09-22T07:53:29Z'), day: '2024-02-01', sum: 0.1 + 0.2 },
  ])
  await other.close()
})

test('options of the URL are kept, but for what the SQL is written for', async (context) => {
  notOnCockroachDB(context, 'it has no work_mem')
  const options = '-c work_mem=9MB -c timezone=Asia/Tokyo -c default_transaction_isolation=read\\ committed'
  const other = await connect({ DATABASE_URL: withOptions(options), DATA_DIR: '' })
  const shown = Prisma.sql`/* only postgresql: CockroachDB has no such memory */ SELECT current_setting('work_mem') AS memory, current_setting('timezone') AS zone, current_setting('default_transaction_isolation') AS isolation`
  const row = z.object({ memory: z.string(), zone: z.string(), isolation: z.string() })
  expect(await other.query(shown, row)).toEqual([
    { memory: '9MB', zone: 'UTC', isolation: 'repeatable read' },
  ])
  await other.close()
})

test('a row that is not what its reader expects is refused', async () => {
  await expect(database.query(plans, z.object({ count: z.iso.date() }))).rejects.toThrow('Invalid')
})

test('a database that does not answer is named without its password', async () => {
  const nowhere = connect({ DATABASE_URL: 'postgresql://root:secret@127.0.0.1:1/x', DATA_DIR: '' })
  await expect(nowhere).rejects.toThrow('No connection to 127.0.0.1:1/x: connect ECONNREFUSED 127.0.0.1:1')
})
