import type { Database } from '@streaming/db'
import { type Actor, visitor } from './access/actor.ts'
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

/** An operator who may do everything. */
export const admin: Actor = { role: 'admin', id: 'operator:1', name: 'Ada Admin', user_id: null }

/** The router over a test database, called in process by a visitor where reading is open, or by who is given. */
export function callerOf(database: Database, actor = visitor, log: Log = recordingLog()): Caller {
  return createCaller({ database, log, request_id: 'test-request', actor, reading: 'open' })
}

export { ownerGone } from '@streaming/db/testing'
