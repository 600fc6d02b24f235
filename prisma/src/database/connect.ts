import { attach } from '../embedded/owner/attach.ts'
import type { DatabaseSettings } from '../program/environment.ts'
import { OperatorError } from '../program/operator-error.ts'
import { withoutCredentials, withSessionSettings } from './connection-url.ts'
import type { Database, ReadOnlyDatabase } from './database.ts'
import { openPool } from './open-pool.ts'

export interface ConnectOptions {
  /** How long one statement may take, in seconds; 0 is for ever. A URL's own setting wins. */
  statementTimeoutS?: number
}

/**
 * Connects to `DATABASE_URL`, or to the embedded database of `DATA_DIR` when that is unset.
 * @throws OperatorError, without credentials in it, when there is no database to connect to
 */
export async function connect(
  settings: DatabaseSettings,
  { statementTimeoutS = 60 }: ConnectOptions = {},
): Promise<Database> {
  if (settings.DATABASE_URL !== undefined) {
    const name = withoutCredentials(settings.DATABASE_URL)
    return verified(
      openPool(withSessionSettings(settings.DATABASE_URL, statementTimeoutS), name, async () => {}),
    )
  }
  const attachment = await attach(settings.DATA_DIR)
  const url = withSessionSettings(attachment.url, statementTimeoutS)
  return verified(openPool(url, `embedded database in ${settings.DATA_DIR}`, attachment.release))
}

/** Of a session whose every statement is a read of the past: https://www.cockroachlabs.com/docs/stable/follower-reads */
const ofFollowers = ['-c default_transaction_read_only=on', '-c default_transaction_use_follower_reads=on']

/**
 * A pool of its own for CockroachDB's follower reads: the nearest copy of the data answers, without waiting for writers, as it was
 * some five seconds ago.
 * @throws OperatorError when the database is of another engine, which has none
 */
export async function connectFollowers(
  database: Database,
  { DATABASE_URL }: DatabaseSettings,
  { statementTimeoutS = 60 }: ConnectOptions = {},
): Promise<ReadOnlyDatabase> {
  if (DATABASE_URL === undefined || (await database.engine()) !== 'cockroachdb')
    throw new OperatorError(
      `Bad configuration. FOLLOWER_READS: expected off, since ${database.name} is not CockroachDB, which alone has them`,
    )
  const url = withSessionSettings(DATABASE_URL, statementTimeoutS, ofFollowers)
  return verified(openPool(url, database.name, async () => {}))
}

async function verified(database: Database): Promise<Database> {
  try {
    await database.ping()
    return database
  } catch (error) {
    await database.close()
    throw new OperatorError(`No connection to ${database.name}: ${connectionFault(error)}`)
  }
}

/** Host refusals come as an AggregateError whose own message is empty. */
function connectionFault(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(connectionFault).join(', ')
  return error instanceof Error ? error.message || error.name : String(error)
}
