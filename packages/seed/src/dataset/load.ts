import { type Database, halfLoaded, OperatorError, rebuildRollups, workInParts } from '@streaming/db'
import { clearService } from '../simulator/load/clear-service.ts'
import type { Dataset, ReadDataset, TableName } from './dataset.ts'
import type { Client } from './insert-by-unnest.ts'
import { insertColumns } from './insert-columns.ts'
import { conflict, writePlans } from './write-plans.ts'

export interface LoadOptions {
  /** Empty the tables first, in the same transaction. */
  reset: boolean
  /** Empty them in parts before, since one transaction takes not so much: what CockroachDB asks for. */
  inParts?: boolean
  /** Load only into a database without plans, users and titles. */
  onlyIfEmpty: boolean
  /** Told after each table: its name and its rows. */
  onTable?: (table: TableName, rows: number) => void
}

export type LoadOutcome =
  | { kind: 'loaded'; rows: number; replacedReviews: number }
  /** This very data set was loaded before. */
  | { kind: 'unchanged' }
  /** `onlyIfEmpty`, and the database holds data. */
  | { kind: 'occupied' }

/** Every table, those that refer to others first: the order of deleting. */
const deleteOrder = [
  'title_neighbours',
  'recommendation_models',
  'reviews',
  'watchhistory',
  'paymenthistory',
  'content',
  'users',
  'subscriptions',
  'dataset_loads',
  'simulations',
  // These name rows that are gone.
  'idempotency_keys',
  'events',
  'waiting_events',
]

/**
 * Writes a data set whose passwords are hashed already, in one transaction: all of it or nothing. A reset in parts comes before it.
 * A row's id is its position, counted on from the highest id in its table, so that in an empty database the ids are the positions.
 * @throws OperatorError naming file and row when a user's e-mail or a plan's name is taken by other data
 */
export async function loadDataset(
  database: Database,
  { dataset, checksum }: ReadDataset,
  options: LoadOptions,
): Promise<LoadOutcome> {
  const inParts = options.inParts ?? (await database.engine()) === 'cockroachdb'
  if (options.reset && inParts) await resetInParts(database, dataset)
  return database.sqlTransaction(async (client, query) => {
    if (options.reset)
      for (const table of deleteOrder) await client.query(`/* every row: a reset */ DELETE FROM ${table}`)
    const half = await halfLoaded({ execute: (sql) => client.query(sql) })
    if (half !== undefined)
      throw new OperatorError(`The database ${half}. Nothing was loaded; --reset empties it.`)
    if (await exists(client, 'SELECT checksum FROM dataset_loads WHERE checksum = $1', [checksum]))
      return { kind: 'unchanged' }
    if (options.onlyIfEmpty && (await holdsData(client))) return { kind: 'occupied' }
    const { replacedReviews, rows } = await writeTables(client, dataset, options.onTable ?? (() => {}))
    await rebuildRollups(query)
    await client.query('INSERT INTO dataset_loads (checksum, row_count) VALUES ($1, $2::INT8)', [
      checksum,
      rows,
    ])
    await client.query(
      `INSERT INTO audit_trail (actor, actor_name, action, entity, entity_id, after_json, request_id)
       VALUES ('command line', 'Command line', $1, 'dataset_loads', $2, $3, 'seed')`,
      [options.reset ? 'seed --reset' : 'seed', checksum, JSON.stringify({ row_count: rows })],
    )
    return { kind: 'loaded', rows, replacedReviews }
  })
}

/** Empties the service. What the data set cannot stand beside, which a reset leaves there, is refused before. */
async function resetInParts(database: Database, dataset: Dataset): Promise<void> {
  await database.sqlTransaction((client) => refuseEmailsOfOperators(client, dataset))
  await workInParts(database, async ({ part, requireOurs, makeRollups }) => {
    await part(async (client) => {
      for (const word of ['dataset_loads', 'simulations'])
        await client.query(`/* every row: a reset */ DELETE FROM ${word}`)
    })
    await clearService(database.query, requireOurs)
    await makeRollups()
  })
}

/** Whether this very data set was loaded before: then hashing its passwords would be for nothing. */
export function isLoaded(database: Database, checksum: string): Promise<boolean> {
  return database.sqlTransaction((client) =>
    exists(client, 'SELECT checksum FROM dataset_loads WHERE checksum = $1', [checksum]),
  )
}

/** Whether there are plans, users or titles. */
export function isOccupied(database: Database): Promise<boolean> {
  return database.sqlTransaction(holdsData)
}

async function holdsData(client: Client): Promise<boolean> {
  const { rows } = await client.query(
    `SELECT EXISTS (SELECT 1 FROM subscriptions) OR EXISTS (SELECT 1 FROM users)
       OR EXISTS (SELECT 1 FROM content) AS holds`,
  )
  return rows[0]?.holds === true
}

async function exists(client: Client, sql: string, values: unknown[]): Promise<boolean> {
  return (await client.query(sql, values)).rows.length > 0
}

async function writeTables(
  client: Client,
  dataset: Dataset,
  onTable: (table: TableName, rows: number) => void,
) {
  const plans = await writePlans(client, dataset)
  onTable('subscriptions', dataset.subscriptions.length)

  await refuseTakenEmails(client, dataset)
  const user = await insertColumns(
    client,
    'users',
    'user_id',
    dataset.users.map((row) => ({ ...row, subscription_id: plans(row.subscription_id) })),
  )
  onTable('users', dataset.users.length)

  const content = await insertColumns(client, 'content', 'content_id', dataset.content)
  onTable('content', dataset.content.length)

  // A row that does not say which plan it was made on was made on the one that its user is on.
  const planOf = (row: { user_id: number; subscription_id: number | null }) =>
    plans(row.subscription_id ?? dataset.users[row.user_id - 1]?.subscription_id ?? 0)

  const watches = dataset.watchhistory.map((row) => ({
    ...row,
    user_id: user(row.user_id),
    content_id: content(row.content_id),
    subscription_id: planOf(row),
  }))
  await insertColumns(client, 'watchhistory', 'watch_id', watches)
  onTable('watchhistory', watches.length)

  const reviews = lastOfEachPair(dataset.reviews).map((row) => ({
    ...row,
    user_id: user(row.user_id),
    content_id: content(row.content_id),
  }))
  await insertColumns(client, 'reviews', undefined, reviews)
  onTable('reviews', reviews.length)

  const payments = dataset.paymenthistory.map((row) => ({
    ...row,
    user_id: user(row.user_id),
    subscription_id: planOf(row),
  }))
  await insertColumns(client, 'paymenthistory', 'payment_id', payments)
  onTable('paymenthistory', payments.length)

  const rows = [dataset.subscriptions, dataset.users, dataset.content, watches, reviews, payments].reduce(
    (sum, { length }) => sum + length,
    0,
  )
  return { rows, replacedReviews: dataset.reviews.length - reviews.length }
}

async function refuseTakenEmails(client: Client, dataset: Dataset): Promise<void> {
  await refuseEmailsOf(client, 'users', dataset)
  await refuseEmailsOfOperators(client, dataset)
}

function refuseEmailsOfOperators(client: Client, dataset: Dataset): Promise<void> {
  return refuseEmailsOf(client, 'operators', dataset)
}

async function refuseEmailsOf(
  client: Client,
  table: 'users' | 'operators',
  { users }: Dataset,
): Promise<void> {
  const { rows } = await client.query(`SELECT email FROM ${table} WHERE email = ANY($1::TEXT[])`, [
    users.map(({ email }) => email),
  ])
  const taken = new Set(rows.map(({ email }) => email))
  const index = users.findIndex(({ email }) => taken.has(email))
  if (index >= 0)
    throw conflict('users', index, `email ${JSON.stringify(users[index]?.email)} is already in the database`)
}

/** A user's review of a title is one: a later row replaces an earlier one. */
function lastOfEachPair(reviews: Dataset['reviews']): Dataset['reviews'] {
  const pairs = new Map(reviews.map((review) => [`${review.content_id} ${review.user_id}`, review]))
  return [...pairs.values()]
}
