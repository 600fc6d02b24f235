import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { Prisma } from '../../generated/client.ts'
import {
  brokenInvariants,
  emptyTables,
  insertWorld,
  makeWorld,
  openTestDatabase,
} from '../../testing/index.ts'
import { addWatchDeltas, came, foldDeltas, verifyRollups } from '../index.ts'
import { boundMoved, moveBounds } from './fold.ts'

/** Two sessions at once, at SERIALIZABLE, in every order: a writer, and who folds or moves a bound. */

const database = await openTestDatabase()
const [writer, mover] = [new pg.Client(database.url), new pg.Client(database.url)]
beforeAll(async () => {
  for (const client of [writer, mover]) await client.connect()
})
afterAll(async () => {
  for (const client of [writer, mover]) await client.end()
})

beforeEach(async () => {
  for (const client of [writer, mover]) await client.query('ROLLBACK')
  await emptyTables(database)
  await database.execute("UPDATE delta_bounds SET minute = '2000-01-01T00:00:00Z'")
  await insertWorld(
    database,
    makeWorld({ subscriptions: [{}], users: [{}, {}], content: [{}], watchhistory: [{}] }),
  )
})

const send = (client: pg.Client, sql: Prisma.Sql) => client.query(sql.text, sql.values)
const begin = async (client: pg.Client) => {
  await client.query('BEGIN ISOLATION LEVEL SERIALIZABLE')
  // A snapshot is taken by the first statement, not by BEGIN.
  await client.query('SELECT 1 FROM subscriptions')
}

async function watch(): Promise<void> {
  const { rows } = await writer.query(
    `INSERT INTO watchhistory (user_id, content_id, subscription_id, progress, watched_on)
     VALUES (2, 1, 1, 50, now()) RETURNING watch_id`,
  )
  await addWatchDeltas(
    async (sql) => {
      await send(writer, sql)
      return []
    },
    came(Prisma.sql`(
      SELECT w.user_id, w.content_id, w.subscription_id, w.watched_on, w.progress
      FROM watchhistory AS w WHERE w.watch_id = ${rows[0].watch_id}::INT8)`),
  )
}
const move = () => send(mover, boundMoved('watch', Prisma.sql`now() + INTERVAL '10 minutes'`))

/** @returns which of the two the database refused */
async function outcome(steps: readonly (() => Promise<unknown>)[]): Promise<string[]> {
  const refused: string[] = []
  for (const step of steps)
    await step().catch((error: { code?: string }) => {
      refused.push(error.code ?? String(error))
    })
  return refused
}

const differences = async () =>
  (await database.snapshot((query) => verifyRollups(query))).filter((check) => check.differences > 0)
const countOf = async (table: string) =>
  Number((await database.execute(`SELECT COUNT(*) AS n FROM ${table}`)).rows[0]?.n)

const commit = (client: pg.Client) => () => client.query('COMMIT')
const orders: [string, (() => Promise<unknown>)[]][] = [
  ['writes, moves, commits the write', [watch, move, commit(writer), commit(mover)]],
  ['writes, moves, commits the move', [watch, move, commit(mover), commit(writer)]],
  ['moves, writes, commits the write', [move, watch, commit(writer), commit(mover)]],
  ['moves, writes, commits the move', [move, watch, commit(mover), commit(writer)]],
  ['moves and commits, and then writes by what it saw before', [move, commit(mover), watch, commit(writer)]],
]

test.each(orders)(
  'a write does not come to stand before a bound that moves meanwhile: %s',
  async (_, steps) => {
    await begin(writer)
    await begin(mover)
    const refused = await outcome(steps)
    expect(refused.filter((code) => code !== '25P02')).toEqual(expect.arrayContaining(['40001']))
    expect(await differences()).toEqual([])
    expect(await brokenInvariants({ DATABASE_URL: database.url, DATA_DIR: '' })).toEqual([])
  },
)

test('a write that begins after the bound has moved stands at the bound, and is read and folded there', async () => {
  await mover.query('BEGIN ISOLATION LEVEL SERIALIZABLE')
  await move()
  await mover.query('COMMIT')
  await writer.query('BEGIN ISOLATION LEVEL SERIALIZABLE')
  await watch()
  await writer.query('COMMIT')
  const { rows } = await database.execute(
    "SELECT d.minute = b.minute AS at_bound FROM watch_deltas AS d JOIN delta_bounds AS b ON b.fact = 'watch'",
  )
  expect(rows).toEqual([{ at_bound: true }])
  expect(await differences()).toEqual([])
  expect(await foldDeltas(database)).toEqual(['watch'])
  expect(await countOf('watch_deltas')).toBe(0)
  expect(await differences()).toEqual([])
})

test.each(['before', 'after'])(
  'a fold goes on beside a write that is not committed, which ends %s it, and the sums are right',
  async (end) => {
    await writer.query('BEGIN ISOLATION LEVEL SERIALIZABLE')
    await watch()
    await writer.query('COMMIT')
    await writer.query('BEGIN ISOLATION LEVEL SERIALIZABLE')
    await watch()
    if (end === 'before') await writer.query('COMMIT')
    expect(await foldDeltas(database)).toEqual(['watch'])
    expect(await countOf('watch_deltas')).toBe(0)
    if (end === 'after') await writer.query('COMMIT')
    expect(await countOf('watch_deltas')).toBe(end === 'after' ? 1 : 0)
    expect(await differences()).toEqual([])
    await foldDeltas(database)
    expect(await differences()).toEqual([])
  },
)

test('four programs that fold at once count nothing twice', async () => {
  await writer.query('BEGIN ISOLATION LEVEL SERIALIZABLE')
  for (let n = 0; n < 30; n++) await watch()
  await writer.query('COMMIT')
  await Promise.all(Array.from({ length: 4 }, () => foldDeltas(database)))
  expect(await countOf('watch_deltas')).toBe(0)
  expect(await differences()).toEqual([])
})

test('a bound moves to two minutes ago where nothing stands before, and not over a delta', async () => {
  const ages = () =>
    database.query(
      Prisma.sql`
        SELECT b.fact, (EXTRACT(EPOCH FROM date_trunc('minute', now()) - b.minute) / 60)::INT4 AS minutes
        FROM delta_bounds AS b ORDER BY b.fact`,
      z
        .object({ fact: z.string(), minutes: z.number() })
        .transform(({ fact, minutes }) => `${fact} ${minutes}`),
    )
  await database.execute(
    `INSERT INTO user_deltas (minute, shard, subscription_id, users) VALUES ('2001-01-01T00:00:00Z', 0, 1, 0)`,
  )
  await moveBounds(database)
  const moved = await ages()
  expect(moved.filter((each) => !each.startsWith('user'))).toEqual(
    expect.arrayContaining([expect.stringMatching(/^payment [23]$/), expect.stringMatching(/^review [23]$/)]),
  )
  expect(moved.filter((each) => each.startsWith('user'))[0]).toMatch(/^user \d{7,}$/)
})
