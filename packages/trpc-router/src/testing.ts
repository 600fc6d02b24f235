import type { Database } from '@streaming/db'
import { visitor } from './access/actor.ts'
import type { Log } from './context.ts'
import { type Caller, createCaller } from './router.ts'
import { admin, restRequest, sampleInputs } from './testing-faces.ts'

/** What a test's router said to its log. */
export interface RecordedLog extends Log {
  entries: { fields: Record<string, unknown>; message: string }[]
}

export function recordingLog(): RecordedLog {
  const entries: RecordedLog['entries'] = []
  return { entries, error: (fields, message) => entries.push({ fields, message }) }
}

/** The router over a test database, called in process by a visitor where reading is open, or by who is given. */
export function callerOf(database: Database, actor = visitor, log: Log = recordingLog()): Caller {
  return createCaller({ database, log, request_id: 'test-request', actor, reading: 'open' })
}

export { brokenInvariants, ownerGone, type PostgresServer, startPostgres } from '@streaming/db/testing'
export { numbers } from './oracle/random-world.ts'
export { routes } from './routes.ts'
export { fits } from './testing-openapi.ts'
export { randomWrite } from './testing-writes.ts'
export { admin, restRequest, sampleInputs }
