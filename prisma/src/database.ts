import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import type { z } from 'zod'
import { withoutCredentials, withSessionSettings } from './connection-url.ts'
import { attach } from './embedded/attach.ts'
import type { DatabaseSettings } from './environment.ts'
import { type Prisma, PrismaClient } from './generated/client.ts'
import { OperatorError } from './operator-error.ts'
import { retrySerializationFailures } from './retry.ts'
import { statementNames } from './statement-names.ts'

/** Runs one parameterised query and parses each row. @throws ZodError when a row is not what the caller said it is */
export type Query = <Row>(sql: Prisma.Sql, row: z.ZodType<Row>) => Promise<Row[]>

export type Engine = 'cockroachdb' | 'postgresql' | 'pglite'

/** The database, whichever engine it is: one pool, shared by Prisma and by SQL of our own. */
export interface Database {
  /** Where it is, without credentials: for logs and people. */
  readonly name: string
  readonly prisma: PrismaClient
  /** One statement, which sees one committed state; retried like a transaction. What it writes must hold on its own. */
  readonly query: Query
  /**
   * The same for a statement whose text is always the same, or one of a few: each connection keeps it parsed, and planned
   * once the planner reckons that a plan for any values is as good as one for these. Of texts in which values are
   * written there would be no end; they are for `query`.
   */
  readonly prepared: Query
  /** Which engine answers; asked once. */
  engine(): Promise<Engine>
  /**
   * Several queries that see one committed state of the database. Not serializable, which PostgreSQL would pay for with
   * locks on all that is read, and by refusing readers for writers' sake.
   */
  snapshot<T>(work: (query: Query) => Promise<T>): Promise<T>
  /**
   * A serializable transaction on every engine, so that PostgreSQL raises the same conflicts as CockroachDB; run again while
   * the database asks for that. The work must have no side effect outside it.
   */
  transaction<T>(work: (client: pg.ClientBase, query: Query) => Promise<T>): Promise<T>
  /** Runs one statement on its own, retried like a transaction: for DDL, which CockroachDB does not take into transactions. */
  execute(sql: string, values?: unknown[]): Promise<pg.QueryResult>
  /** Resolves when the database answers. */
  ping(): Promise<void>
  close(): Promise<void>
}

const poolSettings = {
  max: 10,
  connectionTimeoutMillis: 10_000,
  idleTimeoutMillis: 60_000,
  /** Connections are renewed, so that a load balancer in front of a cluster can move them; not all programs' at once. */
  maxLifetimeSeconds: Math.round(10 * 60 + Math.random() * 10 * 60),
  keepAlive: true,
} satisfies pg.PoolConfig

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

function openPool(url: string, name: string, release: () => Promise<void>): Database {
  const pool = new pg.Pool({ connectionString: url, ...poolSettings })
  // A connection that breaks while idle is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => {})
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) })
  const nameOf = statementNames()
  let engine: Promise<Engine> | undefined

  async function inTransaction<T>(
    begin: string,
    work: (client: pg.ClientBase, query: Query) => Promise<T>,
  ): Promise<T> {
    const client = await pool.connect()
    // The pool listens to idle clients only; a connection that breaks in here fails the query, not the process.
    const broken = () => {
      usable = false
    }
    let usable = true
    client.on('error', broken)
    try {
      await client.query(begin)
      const result = await work(client, (sql, row) => runOn(client, sql, row))
      await client.query('COMMIT')
      return result
    } catch (error) {
      // The first fault is the one to report; a connection that cannot even roll back must not return to the pool.
      await client.query('ROLLBACK').catch(broken)
      throw error
    } finally {
      client.off('error', broken)
      client.release(!usable)
    }
  }

  return {
    name,
    prisma,
    query: (sql, row) => retrySerializationFailures(() => runOn(pool, sql, row)),
    prepared({ text, values }, row) {
      const preparedAs = nameOf(text)
      return retrySerializationFailures(() => runOn(pool, { text, values }, row, preparedAs))
    },
    engine() {
      engine ??= engineOf(pool).catch((error: unknown) => {
        engine = undefined
        throw error
      })
      return engine
    },
    snapshot: (work) =>
      retrySerializationFailures(() =>
        inTransaction('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY', (_client, query) =>
          work(query),
        ),
      ),
    transaction: (work) =>
      retrySerializationFailures(() => inTransaction('BEGIN TRANSACTION ISOLATION LEVEL SERIALIZABLE', work)),
    execute: (sql, values) => retrySerializationFailures(() => pool.query(sql, values)),
    async ping() {
      await pool.query('SELECT 1')
    },
    async close() {
      await prisma.$disconnect()
      if (!pool.ended) await pool.end()
      await release()
    },
  }
}

async function engineOf(pool: pg.Pool): Promise<Engine> {
  const { rows } = await pool.query('SELECT version() AS version')
  const version = String(rows[0]?.version)
  if (version.startsWith('CockroachDB')) return 'cockroachdb'
  return /emscripten|wasm/i.test(version) ? 'pglite' : 'postgresql'
}

async function runOn<Row>(
  client: pg.Pool | pg.ClientBase,
  { text, values }: Pick<Prisma.Sql, 'text' | 'values'>,
  row: z.ZodType<Row>,
  name?: string,
): Promise<Row[]> {
  // An object pg copies with all its properties' descriptors, a bare text it takes as it is.
  const { rows } = await (name === undefined
    ? client.query(text, values)
    : client.query({ text, values, name }))
  return rows.map((found) => row.parse(found))
}
