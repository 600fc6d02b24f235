import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import type { z } from 'zod'
import { type Prisma, PrismaClient } from '../generated/client.ts'
import type { Database, Engine, Query, RowClient } from './database.ts'
import { retrySerializationFailures } from './retry.ts'
import { statementNames } from './statement-names.ts'

const poolSettings = {
  max: 10,
  connectionTimeoutMillis: 10_000,
  idleTimeoutMillis: 60_000,
  /** Connections are renewed, so that a load balancer in front of a cluster can move them; not all programs' at once. */
  maxLifetimeSeconds: Math.round(10 * 60 + Math.random() * 10 * 60),
  keepAlive: true,
} satisfies pg.PoolConfig

/** To PostgreSQL's protocol a statement without a name is one with an empty one. */
const unnamed = ''

/** The pool says first that a connection was waited for too long; each statement has a limit of its own, the whole a far one. */
const transactionOptions = {
  isolationLevel: 'Serializable',
  maxWait: poolSettings.connectionTimeoutMillis + 1_000,
  timeout: 5 * 60_000,
} as const

/**
 * The database behind a URL. Connections are opened when they are needed.
 * @param name of it, for people
 * @param release told when it is closed
 */
export function openPool(url: string, name: string, release: () => Promise<void>): Database {
  const pool = new pg.Pool({ connectionString: url, ...poolSettings })
  // A connection that breaks while idle is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => {})
  const nameOf = statementNames('prepared')
  const rowStatementName = statementNames('rows')
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool, {
      // Statements that read or write rows are kept parsed by each connection. BEGIN and its like need no plan, and of lists of
      // values there is a text for each length.
      statementNameGenerator: ({ sql }) =>
        (/^\s*(SELECT|INSERT|UPDATE|DELETE)\b/.test(sql) && !/ IN \(\$/.test(sql) && rowStatementName(sql)) ||
        unnamed,
    }),
  })
  // An extension of queries alone keeps every model's methods; only its type is another.
  const retried = prisma.$extends({
    query: { $allOperations: ({ args, query }) => retrySerializationFailures(() => query(args)) },
  }) as unknown as RowClient
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
    prisma: retried,
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
        inTransaction('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY', (client, query) =>
          work(query, ({ text, values }, row) => runOn(client, { text, values }, row, nameOf(text))),
        ),
      ),
    transaction: (work) =>
      retrySerializationFailures(() =>
        prisma.$transaction((client) => work({ prisma: client, query: queryOf(client) }), transactionOptions),
      ),
    sqlTransaction: (work) =>
      retrySerializationFailures(() => inTransaction('BEGIN TRANSACTION ISOLATION LEVEL SERIALIZABLE', work)),
    execute: (sql, values) => retrySerializationFailures(() => pool.query(sql, values)),
    async ping() {
      await pool.query('SELECT TRUE')
    },
    async close() {
      await prisma.$disconnect()
      if (!pool.ended) await pool.end()
      await release()
    },
  }
}

/** Rows of SQL as Prisma gives them: 64-bit integers as bigint, decimals as Decimal, instants as Date. */
function queryOf(client: Prisma.TransactionClient): Query {
  return async (sql, row) => (await client.$queryRaw<unknown[]>(sql)).map((found) => row.parse(found))
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
