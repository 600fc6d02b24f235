import type { Database } from '@streaming/db'
import { visitor } from '../procedure/actor.ts'
import type { Context, Log } from '../procedure/context.ts'
import { type Caller, createCaller } from '../router.ts'
import { admin, restRequest, sampleInputs } from './faces.ts'

/** What a test's router said to its log. */
export interface RecordedLog extends Log {
  entries: { fields: Record<string, unknown>; message: string }[]
}

export function recordingLog(): RecordedLog {
  const entries: RecordedLog['entries'] = []
  return { entries, error: (fields, message) => entries.push({ fields, message }) }
}

/** What procedures get of a test database, from a visitor where reading is open, or from who is given. */
export function contextOf(database: Database, actor = visitor, log: Log = recordingLog()): Context {
  return { database, analytics: database, log, request_id: 'test-request', actor, reading: 'open' }
}

/** The router over a test database, called in process. */
export function callerOf(database: Database, actor = visitor, log: Log = recordingLog()): Caller {
  return createCaller(contextOf(database, actor, log))
}

export {
  brokenInvariants,
  openTestDatabase,
  ownerGone,
  type PostgresServer,
  startPostgres,
} from '@streaming/db/testing'
export { callProcedure } from '../http/call-procedure.ts'
export { routes } from '../http/routes.ts'
export { holdTraining } from './hold-training.ts'
export { fits } from './openapi.ts'
export { numbers } from './oracle/random-world.ts'
export { randomWrite } from './writes.ts'
export { admin, restRequest, sampleInputs }
