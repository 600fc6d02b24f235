import type { Database } from '@streaming/db'
import type { Log } from './context.ts'
import { type Caller, createCaller } from './router.ts'

/** What a test's router said to its log. */
export interface RecordedLog extends Log {
  entries: { fields: Record<string, unknown>; message: string }[]
}

export function recordingLog(): RecordedLog {
  const entries: RecordedLog['entries'] = []
  return { entries, error: (fields, message) => entries.push({ fields, message }) }
}

/** The router over a test database, called in process. */
export function callerOf(database: Database, log: Log = recordingLog()): Caller {
  return createCaller({ database, log, request_id: 'test-request' })
}

export { ownerGone } from '@streaming/db/testing'
