import { sqlState } from './retry.ts'

/**
 * Kinds of database faults that a program can meet, whichever driver layer reports them.
 * - `conflict`: a unique key is taken; `refused`: a foreign key stands against it
 * - `contention`: other transactions won, also after all retries
 * - `unavailable`: no connection, or one that broke; whether a statement in progress took effect is not known
 * - `too_slow`: the statement timeout ended it
 */
export type DatabaseFault = 'conflict' | 'refused' | 'contention' | 'unavailable' | 'too_slow'

const brokenSocket = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND'])
/** What pg itself throws without a code. */
const brokenConnection =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/

/** @returns undefined for what is no fault of the database, such as SQL that it cannot parse */
export function databaseFault(error: unknown): DatabaseFault | undefined {
  const state = sqlState(error) ?? ''
  if (state === '23505') return 'conflict'
  if (state === '23503') return 'refused'
  if (['40001', '40P01', 'P2034'].includes(state)) return 'contention'
  if (state === '57014') return 'too_slow'
  // 40003: the outcome of a statement is unknown, because its connection went.
  if (/^(08|57P|53)/.test(state) || state === '40003' || brokenSocket.has(state)) return 'unavailable'
  // A host of several addresses that all refuse is an AggregateError, whose code is that of the first.
  if (error instanceof Error && brokenConnection.test(error.message)) return 'unavailable'
  return undefined
}
