import { sqlState } from './retry.ts'

/**
 * Kinds of database faults that a program can meet, whether pg or Prisma Client reports them.
 * - `conflict`: a unique key is taken; `refused`: a foreign key stands against it
 * - `contention`: other transactions won, also after all retries
 * - `busy`: every connection of the pool was in use for as long as one is waited for
 * - `unavailable`: no connection, or one that broke; whether a statement in progress took effect is not known
 * - `too_slow`: the statement timeout ended it
 * - `full`: nothing can be written, since there is no room, or the database is a read-only copy; reading goes on
 */
export type DatabaseFault =
  | 'conflict'
  | 'refused'
  | 'contention'
  | 'busy'
  | 'unavailable'
  | 'too_slow'
  | 'full'

/**
 * SQLSTATEs, and for what is reported without them Prisma's codes (prisma.io/docs/orm/reference/error-reference) and its driver
 * adapters' kinds of broken connections.
 */
const faultsByCode: Readonly<Record<string, DatabaseFault>> = {
  '23505': 'conflict',
  P2002: 'conflict',
  '23503': 'refused',
  '23001': 'refused',
  P2003: 'refused',
  '40001': 'contention',
  '40P01': 'contention',
  P2034: 'contention',
  '57014': 'too_slow',
  // The embedded database says so when its disk has no room, a standby of PostgreSQL always, any server when it is out of disk.
  '25006': 'full',
  '53100': 'full',
  P2024: 'busy',
  // The server ended a transaction that waited for its next statement; Prisma Client ended one that took too long.
  '25P03': 'unavailable',
  P2028: 'unavailable',
  // The outcome of a statement is unknown, because its connection went.
  '40003': 'unavailable',
  P1001: 'unavailable',
  P1002: 'unavailable',
  P1008: 'unavailable',
  P1011: 'unavailable',
  P1017: 'unavailable',
  ConnectionClosed: 'unavailable',
  DatabaseNotReachable: 'unavailable',
  SocketTimeout: 'unavailable',
  TlsConnectionError: 'unavailable',
  EAI_AGAIN: 'unavailable',
  ECONNREFUSED: 'unavailable',
  ECONNRESET: 'unavailable',
  EHOSTUNREACH: 'unavailable',
  ENETUNREACH: 'unavailable',
  ENOENT: 'unavailable',
  EPIPE: 'unavailable',
  ETIMEDOUT: 'unavailable',
  ENOTFOUND: 'unavailable',
}

/** SQLSTATE classes: connection exceptions, operator intervention, insufficient resources. */
const unavailableClasses = /^(08|57P|53)/

/** What pg, its pool and Prisma Client say without a code of its own. */
const faultsByMessage: readonly [RegExp, DatabaseFault][] = [
  // pg-pool says it of a connection that was waited for; one that could not be made is "terminated due to connection timeout".
  [/^timeout exceeded when trying to connect/, 'busy'],
  [/Unable to start a transaction in the given time/, 'busy'],
  [/^(Connection terminated|Client has encountered a connection error)/, 'unavailable'],
]

/** @returns undefined for what is no fault of the database, such as SQL that it cannot parse */
export function databaseFault(error: unknown): DatabaseFault | undefined {
  // Prisma Client gives a full pool the code of every fault of a transaction, so that what was said goes first.
  const said = error instanceof Error && faultsByMessage.find(([pattern]) => pattern.test(error.message))
  if (said) return said[1]
  const state = sqlState(error) ?? ''
  // A host of several addresses that all refuse is an AggregateError, whose code is that of the first.
  return faultsByCode[state] ?? (unavailableClasses.test(state) ? 'unavailable' : undefined)
}
