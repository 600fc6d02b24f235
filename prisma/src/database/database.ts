import type pg from 'pg'
import type { z } from 'zod'
import type { Prisma } from '../generated/client.ts'

/** Runs one parameterised query and parses each row. @throws ZodError when a row is not what the caller said it is */
export type Query = <Row>(sql: Prisma.Sql, row: z.ZodType<Row>) => Promise<Row[]>

export type Engine = 'cockroachdb' | 'postgresql' | 'pglite'

/** Prisma Client without transactions of its own, whose operations would be run again one by one: `transaction` is the way. */
export type RowClient = Omit<Prisma.TransactionClient, '$transaction'>

/** What the work of one transaction reads and writes with. */
export interface Transaction {
  /** Rows, through Prisma Client. */
  readonly prisma: RowClient
  /** SQL of our own in the same transaction: batches, and deltas of rollups. */
  readonly query: Query
}

/** What reads of the past need of a database. */
export type ReadOnlyDatabase = Pick<Database, 'query' | 'prepared' | 'snapshot' | 'close'>

/** The database, whichever engine it is: one connection pool, shared by Prisma Client and by SQL of our own. */
export interface Database {
  /** Where it is, without credentials: for logs and people. */
  readonly name: string
  /** Rows outside a transaction; each operation is retried like one. */
  readonly prisma: RowClient
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
   * locks on all that is read, and by refusing readers for writers' sake. One query waits for the other.
   */
  snapshot<T>(work: (query: Query, prepared: Query) => Promise<T>): Promise<T>
  /**
   * A serializable transaction on every engine, so that PostgreSQL raises the same conflicts as CockroachDB; run again while
   * the database asks for that. The work must have no side effect outside it.
   */
  transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>
  /**
   * The same on a connection of pg, for what Prisma Client cannot do: COPY, and work without an end in time, such as loads, folds
   * and rebuilds of rollups.
   */
  sqlTransaction<T>(work: (client: pg.ClientBase, query: Query) => Promise<T>): Promise<T>
  /** Runs one statement on its own, retried like a transaction: for DDL, which CockroachDB does not take into transactions. */
  execute(sql: string, values?: unknown[]): Promise<pg.QueryResult>
  /** Resolves when the database answers. */
  ping(): Promise<void>
  close(): Promise<void>
}
