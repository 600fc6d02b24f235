import type { Terms } from '../server/handshake.ts'
import { applySettings, noSettings, type SessionSettings, sameSettings } from '../server/session-settings.ts'
import type { Turns } from '../server/turns.ts'
import type { Engine } from './engine.ts'

/** The setting by which new transactions refuse to write (SQLSTATE 25006). */
export const readOnly: SessionSettings = new Map([['default_transaction_read_only', 'on']])

/** What the connections of one server share. */
export interface Shared extends Terms {
  engine: Engine
  turns: Turns<object>
  /** The settings the engine's session has now. */
  settings: SessionSettings
  /** Whether there is room on the disk for a write. Without it transactions are read-only. */
  hasRoom: () => boolean
  /** How long an open transaction may do nothing while it keeps all others waiting, in milliseconds. */
  idleInTransactionMs: number
}

/**
 * Brings the engine's session to a connection's settings; to read-only transactions where the disk has no room.
 * @returns whether it was made read-only for want of room
 * @throws Error with the engine's message when one does not fit; the session then has none
 */
export async function bringTo(shared: Shared, own: SessionSettings): Promise<boolean> {
  const hasRoom = shared.hasRoom()
  const settings = hasRoom ? own : new Map([...own, ...readOnly])
  if (sameSettings(shared.settings, settings)) return !hasRoom
  try {
    await applySettings(shared.engine, settings)
    shared.settings = settings
    return !hasRoom
  } catch (error) {
    await applySettings(shared.engine, noSettings)
    shared.settings = noSettings
    throw error
  }
}
