import type { Engine } from './engine.ts'
import type { Terms } from './handshake.ts'
import { applySettings, noSettings, type SessionSettings, sameSettings } from './session-settings.ts'
import type { Turns } from './turns.ts'

/** What the connections of one server share. */
export interface Shared extends Terms {
  engine: Engine
  turns: Turns<object>
  /** The settings the engine's session has now. */
  settings: SessionSettings
  /** How long an open transaction may do nothing while it keeps all others waiting, in milliseconds. */
  idleInTransactionMs: number
}

/**
 * Brings the engine's session to a connection's settings.
 * @throws Error with the engine's message when one does not fit; the session then has none
 */
export async function bringTo(shared: Shared, settings: SessionSettings): Promise<void> {
  if (sameSettings(shared.settings, settings)) return
  try {
    await applySettings(shared.engine, settings)
    shared.settings = settings
  } catch (error) {
    await applySettings(shared.engine, noSettings)
    shared.settings = noSettings
    throw error
  }
}
