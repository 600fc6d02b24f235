import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { emptyTables, openTestDatabase } from '@streaming/db/testing'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { readDataset } from './dataset.ts'
import { type LoadOptions, loadDataset } from './load.ts'
import { writeFiles } from './testing.ts'

const database = await openTestDatabase()
const folder = mkdtempSync(join(tmpdir(), 'streaming-load-'))
beforeEach(() => emptyTables(database))
afterAll(() => rmSync(folder, { recursive: true }))

/** Passwords arrive hashed; here by the shortest string that the column takes. */
function load(tables: Parameters<typeof writeFiles>[1] = {}, options: Partial<LoadOptions> = {}) {
  writeFiles(folder, tables)
  const data = readDataset(folder)
  for (const user of data.dataset.users) user.password = '$hashed'
  return loadDataset(database, data, { reset: false, onlyIfEmpty: false, ...options })
}

async function rows(sql: string): Promise<unknown[]> {
  return (await database.execute(sql)).rows
}

const other = {
  subscriptions: [{ name: 'Gold', price: 30, features: '' }],
  users: [{ name: 'Ben', email: 'ben@example.com', password: 'x', subscription_id: 1 }],
}

test('in an empty database ids are positions', async () => {
  expect(await load()).toEqual({ kind: 'loaded', rows: 7, replacedReviews: 0 })
  expect(
    await rows('SELECT user_id::TEXT, content_id::TEXT, watch_id::TEXT, progress::TEXT FROM watchhistory'),
  ).toEqual([{ user_id: '1', content_id: '2', watch_id: '1', progress: '80.50' }])
})

test('loading the same data set again changes nothing', async () => {
  await load()
  expect(await load()).toEqual({ kind: 'unchanged' })
  expect(await rows('SELECT COUNT(*)::INT4 AS n FROM watchhistory')).toEqual([{ n: 1 }])
})

test('another data set is added, its references following its own rows', async () => {
  await load()
  expect(await load(other)).toMatchObject({ kind: 'loaded' })
  expect(
    await rows(
      'SELECT u.name, w.content_id::TEXT FROM watchhistory AS w JOIN users AS u ON u.user_id = w.user_id ORDER BY w.watch_id',
    ),
  ).toEqual([
    { name: 'Ada Abara', content_id: '2' },
    { name: 'Ben', content_id: '4' },
  ])
})

test('a plan that is there already, the same in everything, is used', async () => {
  await load()
  await load({ users: other.users })
  expect(
    await rows('SELECT COUNT(*)::INT4 AS n, MAX(subscription_id)::TEXT AS id FROM subscriptions'),
  ).toEqual([{ n: 1, id: '1' }])
})

test('an e-mail or a plan that is there with other data stops the load, which leaves nothing', async () => {
  await load()
  await expect(load({ subscriptions: other.subscriptions })).rejects.toThrow(
    'users_mock_data.json, row 1: email "ada@example.com" is already in the database. Nothing was loaded; with --reset',
  )
  await expect(
    load({ users: other.users, subscriptions: [{ name: 'Basic', price: 1, features: 'HD' }] }),
  ).rejects.toThrow('subscriptions_mock_data.json, row 1: the database has a plan "Basic" with another price')
  expect(await rows('SELECT name FROM subscriptions')).toEqual([{ name: 'Basic' }])
})

test('a load that fails late leaves the database as it was, also with reset', async () => {
  await load()
  writeFiles(folder, other)
  const data = readDataset(folder)
  const broken = {
    ...data,
    dataset: {
      ...data.dataset,
      paymenthistory: data.dataset.paymenthistory.map((row) => ({ ...row, amount: '-1' })),
    },
  }
  for (const user of broken.dataset.users) user.password = '$hashed'
  await expect(loadDataset(database, broken, { reset: true, onlyIfEmpty: false })).rejects.toThrow(
    'paymenthistory_amount_check',
  )
  expect(await rows('SELECT name FROM users')).toEqual([{ name: 'Ada Abara' }])
})

test.for([false, true])(
  'reset replaces what is there, and ids begin at 1 again (in parts: %s)',
  async (inParts) => {
    await load()
    expect(await load(other, { reset: true, inParts })).toMatchObject({ kind: 'loaded' })
    expect(await rows('SELECT user_id::TEXT, name FROM users')).toEqual([{ user_id: '1', name: 'Ben' }])
    expect(await rows('SELECT subscription_id::TEXT, users::TEXT FROM plan_users')).toEqual([
      { subscription_id: '1', users: '1' },
    ])
  },
)

test('a reset in parts that a data set cannot follow changes nothing; one that ended half way is loaded again', async () => {
  await load()
  await database.execute(
    "INSERT INTO operators (email, name, password, role) VALUES ('ben@example.com', 'B', '$scrypt$x', 'admin')",
  )
  await expect(load(other, { reset: true, inParts: true })).rejects.toThrow('ben@example.com')
  expect(await rows('SELECT name FROM users')).toEqual([{ name: 'Ada Abara' }])
  await database.execute("DELETE FROM operators WHERE email = 'ben@example.com'")
  const data = readDataset(folder)
  for (const row of data.dataset.paymenthistory) row.amount = '-1'
  for (const user of data.dataset.users) user.password = '$hashed'
  const options = { reset: true, inParts: true, onlyIfEmpty: false }
  await expect(loadDataset(database, data, options)).rejects.toThrow('paymenthistory_amount_check')
  expect(await rows('SELECT name FROM users')).toEqual([])
  expect(await load()).toMatchObject({ kind: 'loaded' })
})

test('after a load, generated ids go on beyond those given', async () => {
  await load()
  const made = await rows(
    `INSERT INTO content (title, genre, release_year, content_type, rating) VALUES ('New', 'Drama', 2024, 'Film', 5) RETURNING content_id > 2 AS beyond`,
  )
  expect(made).toEqual([{ beyond: true }])
})

test('of two reviews of one user and title the later row stays', async () => {
  const review = { user_id: 1, content_id: 2, rating: 1, review_text: 'first' }
  expect(await load({ reviews: [review, { ...review, review_text: 'second' }] })).toMatchObject({
    replacedReviews: 1,
  })
  expect(await rows('SELECT review_text FROM reviews')).toEqual([{ review_text: 'second' }])
})

test('onlyIfEmpty leaves a database that holds data alone', async () => {
  await load()
  expect(await load(other, { onlyIfEmpty: true })).toEqual({ kind: 'occupied' })
})

test('two loads of one data set in the same moment load it once', async () => {
  writeFiles(folder)
  const data = readDataset(folder)
  for (const user of data.dataset.users) user.password = '$hashed'
  const options = { reset: false, onlyIfEmpty: false }
  const outcomes = await Promise.all([
    loadDataset(database, data, options),
    loadDataset(database, data, options),
  ])
  expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['loaded', 'unchanged'])
  expect(await rows('SELECT COUNT(*)::INT4 AS n FROM users')).toEqual([{ n: 1 }])
})
