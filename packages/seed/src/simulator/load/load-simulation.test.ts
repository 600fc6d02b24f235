import { databaseFault, halfLoaded } from '@streaming/db'
import { brokenInvariants, emptyTables, notOnCockroachDB, openTestDatabase } from '@streaming/db/testing'
import { beforeEach, describe, expect, inject, test } from 'vitest'
import { readDataset } from '../../dataset/dataset.ts'
import { columnTypes } from '../../dataset/insert-by-unnest.ts'
import { loadDataset } from '../../dataset/load.ts'
import { Report } from '../report/report.ts'
import { simulatedRows } from '../rows/simulated-rows.ts'
import { type SimulatedTable, simulatedTables, tableColumns } from '../rows/table-rows.ts'
import { scenarioSchema } from '../scenario.ts'
import { storedSimulation } from '../stored/stored-simulation.ts'
import { storedUsers } from '../stored/stored-users.ts'
import { simulateUsers } from '../users/simulate-users.ts'
import { createWorld } from '../world.ts'
import { loadSimulation } from './load-simulation.ts'

const database = await openTestDatabase()
beforeEach(() => emptyTables(database))

const world = createWorld(3, scenarioSchema.parse({ name: 'test', users: 600, months: 3, titles: 80 }))
const other = createWorld(4, world.scenario)
/** The mock data as the seed writes it: its passwords are hashed. */
const read = readDataset('mock_data')
const mock = {
  ...read,
  dataset: {
    ...read.dataset,
    users: read.dataset.users.map((user) => ({ ...user, password: '$scrypt$x' })),
  },
}
const keys = {
  subscriptions: 'subscription_id',
  content: 'content_id',
  users: 'user_id',
  watchhistory: 'watch_id',
  reviews: 'user_id, content_id',
  paymenthistory: 'payment_id',
} as const

/** Every row of a table as text, in the order of its key. */
async function stored(table: SimulatedTable): Promise<string[]> {
  const cells = tableColumns[table].map((column) =>
    columnTypes[column] === 'TIMESTAMPTZ'
      ? `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
      : `${column}::TEXT`,
  )
  const { rows } = await database.execute(
    `SELECT concat_ws('|', ${cells.join(', ')}) AS line FROM ${table} ORDER BY ${keys[table]}`,
  )
  return rows.map(({ line }) => line)
}

function simulated(of: typeof world, table: SimulatedTable): string[] {
  const lines = [...simulatedRows(of)].flatMap((rows) => rows[table])
  if (table === 'reviews') lines.sort((a, b) => Number(a[1]) - Number(b[1]) || Number(a[0]) - Number(b[0]))
  return lines.map((row) => row.join('|'))
}

async function expectWhole(of: typeof world): Promise<void> {
  for (const table of simulatedTables) {
    const rows = await stored(table)
    expect(rows.length).toBeGreaterThan(0)
    expect(rows).toEqual(simulated(of, table))
  }
  expect(await storedSimulation(database.query)).toEqual({ scenario: of.scenario, seed: of.seed })
  // Each payment of the service itself has an audit entry; those that are loaded have one together.
  const broken = await brokenInvariants({ DATABASE_URL: database.url, DATA_DIR: '' })
  expect(broken.filter((name) => !name.startsWith('no more payments lack an audit entry'))).toEqual([])
}

/** From this watch on the disk is full. @returns gives it room again */
async function fullDisk(watchId: number): Promise<() => Promise<unknown>> {
  await database.execute(`/* only postgresql: a full disk */ CREATE OR REPLACE FUNCTION fill_disk() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$`)
  await database.execute(
    `/* only postgresql: a full disk */ CREATE TRIGGER disk_full BEFORE INSERT ON watchhistory FOR EACH ROW
     WHEN (NEW.watch_id >= ${watchId}) EXECUTE FUNCTION fill_disk()`,
  )
  return () => database.execute('/* only postgresql: a full disk */ DROP TRIGGER disk_full ON watchhistory')
}

/** Indexes and constraints of the whole database. */
async function structure(): Promise<unknown[]> {
  // Nothing is dropped there for a load.
  if (inject('engine').name === 'cockroachdb') return []
  const { rows } = await database.execute(
    `/* only postgresql: its catalogue */ SELECT indexdef AS definition FROM pg_indexes WHERE schemaname = 'public'
     UNION ALL SELECT conrelid::regclass::TEXT || ' ' || pg_get_constraintdef(oid) FROM pg_constraint ORDER BY 1`,
  )
  return rows
}

const oneTransaction = 'there a load is never one transaction'

describe.each([false, true])('in chunks: %s', (inChunks) => {
  test('the tables hold what is simulated, row by row, with exact sums, and indexes and foreign keys as before', async (context) => {
    if (!inChunks) notOnCockroachDB(context, oneTransaction)
    const before = await structure()
    const outcome = await loadSimulation(database, world, { reset: false, inChunks })
    const rows = simulatedTables.reduce((sum, table) => sum + simulated(world, table).length, 0)
    expect(outcome).toEqual({ kind: 'loaded', rows })
    await expectWhole(world)
    expect(await structure()).toEqual(before)
  })

  test('rows that come later get ids after those of the simulation', async (context) => {
    if (!inChunks) notOnCockroachDB(context, oneTransaction)
    await loadSimulation(database, world, { reset: false, inChunks })
    const { rows } = await database.execute(
      "INSERT INTO users (name, email, password, subscription_id) VALUES ('Late', 'late@example.com', '$scrypt$x', 1) RETURNING user_id > 600 AS beyond",
    )
    expect(rows).toEqual([{ beyond: true }])
  })

  test('the same simulation again changes nothing, and another one is refused', async (context) => {
    if (!inChunks) notOnCockroachDB(context, oneTransaction)
    await loadSimulation(database, world, { reset: false, inChunks })
    expect(await loadSimulation(database, world, { reset: false, inChunks })).toEqual({ kind: 'unchanged' })
    await expect(loadSimulation(database, other, { reset: false, inChunks })).rejects.toThrow(
      'The database holds a service already: 600 users, 80 titles, 4 plans. Nothing was changed; with --reset the simulated one replaces it.',
    )
    await expectWhole(world)
  })

  test('with reset it replaces what is there, members’ keys with it, and leaves operators alone', async (context) => {
    if (!inChunks) notOnCockroachDB(context, oneTransaction)
    await loadSimulation(database, world, { reset: false, inChunks })
    await database.execute(
      "INSERT INTO operators (email, name, password, role) VALUES ('o@example.com', 'O', '$scrypt$x', 'admin')",
    )
    await database.execute(
      `INSERT INTO api_keys (name, key_hash, role, user_id) VALUES ('m', 'a', 'member', 7), ('o', 'b', 'admin', NULL)`,
    )
    await loadSimulation(database, other, { reset: true, inChunks })
    await expectWhole(other)
    expect((await database.execute('SELECT name FROM api_keys')).rows).toEqual([{ name: 'o' }])
    expect((await database.execute('SELECT name FROM operators')).rows).toEqual([{ name: 'O' }])
  })
})

test('when the disk is full before the end, the tables are as they were', async (context) => {
  notOnCockroachDB(context, oneTransaction)
  await loadSimulation(database, world, { reset: false })
  const before = await structure()
  const room = await fullDisk(5_000)
  const error: unknown = await loadSimulation(database, other, { reset: true }).catch(
    (fault: unknown) => fault,
  )
  await room()
  expect(databaseFault(error)).toBe('full')
  expect(await structure()).toEqual(before)
  await expectWhole(world)
})

test('a load in chunks that does not end is taken for whole by nobody, and the next one begins again', async () => {
  let made = 0
  const stopped = loadSimulation(database, other, {
    reset: false,
    inChunks: true,
    onRows({ watchhistory }) {
      made += watchhistory.length
      if (made > 0) throw new Error('stopped')
    },
  })
  await expect(stopped).rejects.toThrow('stopped')
  expect(
    Number((await database.execute('SELECT COUNT(*) AS n FROM watchhistory')).rows[0]?.n),
  ).toBeGreaterThan(0)
  expect(await halfLoaded(database)).toContain('half a simulated service')
  await expect(storedSimulation(database.query)).rejects.toThrow('half a simulated service')
  await expect(loadDataset(database, mock, { reset: false, onlyIfEmpty: false })).rejects.toThrow(
    'half a simulated service',
  )
  expect(await loadSimulation(database, world, { reset: false, inChunks: true })).toMatchObject({
    kind: 'loaded',
  })
  expect(await halfLoaded(database)).toBeUndefined()
  await expectWhole(world)
})

test('a load in chunks begins when another one has ended', async () => {
  let second: Promise<unknown> | undefined
  await loadSimulation(database, other, {
    reset: false,
    inChunks: true,
    onRows() {
      second ??= loadSimulation(database, world, { reset: true, inChunks: true })
    },
  })
  expect(await second).toMatchObject({ kind: 'loaded' })
  await expectWhole(world)
})

test('a load in chunks whose lease another program took gives up, and the next one begins again', async () => {
  const taken: Promise<unknown>[] = []
  const lost = loadSimulation(database, other, {
    reset: false,
    inChunks: true,
    onRows() {
      taken.push(database.execute("UPDATE rollup_state SET builder = 'another' WHERE id = 1"))
    },
  })
  await expect(lost).rejects.toThrow('Another program has begun to load or to rebuild since this one did')
  await Promise.all(taken)
  expect(await halfLoaded(database)).toContain('half a simulated service')
  expect(await loadSimulation(database, world, { reset: false, inChunks: true })).toMatchObject({
    kind: 'loaded',
  })
  await expectWhole(world)
})

test('a report on the tables says what a report on the simulation says', async () => {
  await loadSimulation(database, world, { reset: false })
  const ofTables = new Report(world)
  for await (const users of storedUsers(database.query, world)) ofTables.add(users)
  const ofSimulation = new Report(world)
  for (const batch of simulateUsers(world)) ofSimulation.add(batch)
  expect(ofTables.checks()).toEqual(ofSimulation.checks())
})

test('a mock data set that is loaded with reset leaves no word of the simulation', async () => {
  await loadSimulation(database, world, { reset: false })
  await loadDataset(database, mock, { reset: true, onlyIfEmpty: false })
  await expect(storedSimulation(database.query)).rejects.toThrow('holds no simulated service')
})
