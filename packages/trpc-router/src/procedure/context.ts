import type { Database, ReadOnlyDatabase } from '@streaming/db'
import type { Reading } from './access.ts'
import type { Actor } from './actor.ts'

/** What the router says of faults; the program decides where it goes (pino's loggers fit). */
export interface Log {
  error(fields: Record<string, unknown>, message: string): void
}

/** Of one request: its id in the log, and who sends it. */
export type Requester = Pick<Context, 'request_id' | 'actor'>

/** What a procedure may use: made for each request, no globals. */
export interface Context {
  database: Database
  /** Where answers of analytics are read: the same, or its followers, which are some seconds behind. */
  analytics: ReadOnlyDatabase
  log: Log
  /** Found in the log and in the answer to a fault of ours. */
  request_id: string
  actor: Actor
  reading: Reading
}
