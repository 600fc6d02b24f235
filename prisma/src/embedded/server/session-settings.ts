import type { Engine } from '../engine/engine.ts'

/**
 * Session settings of one connection. All connections share the engine's only session, so that a SET of one
 * would be seen by all. Before a connection's turn the engine is brought to that connection's settings, and
 * after a turn that may have changed them they are read back.
 */
export type SessionSettings = ReadonlyMap<string, string>

export const noSettings: SessionSettings = new Map()

/**
 * Words of which a statement that changes a setting has one. Too many matches cost time only. Not seen are a
 * `set_config` inside a function, and one in a prepared statement that is executed again.
 */
const mayChangeSettings = /\b(set|reset|discard|set_config)\b/i

export function mayChange(message: Buffer): boolean {
  return mayChangeSettings.test(message.toString('latin1'))
}

/** Settings asked for in the startup packet: parameters by name, and `options` with `-c name=value`. */
export function startupSettings(parameters: ReadonlyMap<string, string>): Map<string, string> {
  const settings = new Map<string, string>()
  for (const [name, value] of parameters) {
    if (name === 'options') for (const [key, given] of commandLineSettings(value)) settings.set(key, given)
    else if (!['user', 'database', 'replication'].includes(name) && !name.startsWith('_pq_.')) {
      settings.set(name.toLowerCase(), value)
    }
  }
  return settings
}

function* commandLineSettings(options: string): Iterable<[string, string]> {
  const words = [...options.matchAll(/(?:\\.|[^\s\\])+/gs)].map(([word]) => word.replace(/\\(.)/gs, '$1'))
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? ''
    const assignment = word === '-c' ? words[++i] : word.slice(2) // `-cname=value` or `--name=value`
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(assignment ?? '') ?? []
    if (name !== undefined && value !== undefined && word.startsWith('-')) {
      yield [name.replaceAll('-', '_').toLowerCase(), value]
    }
  }
}

export function sameSettings(a: SessionSettings, b: SessionSettings): boolean {
  return a === b || (a.size === b.size && [...a].every(([name, value]) => b.get(name) === value))
}

/** @throws Error with the engine's message when a setting is unknown or its value does not fit */
export async function applySettings(engine: Engine, settings: SessionSettings): Promise<void> {
  await engine.ask('SET SESSION AUTHORIZATION DEFAULT; RESET ALL')
  if (settings.size === 0) return
  const calls = [...settings].map(([name, value]) => `set_config(${literal(name)}, ${literal(value)}, false)`)
  await engine.ask(`SELECT ${calls.join(', ')}`)
}

export async function readSettings(engine: Engine): Promise<SessionSettings> {
  const rows = await engine.ask(
    // The catalogue hides the role and settings of extensions; the role is asked for by name. What was set of one transaction,
    // such as its isolation level, has ended with it, and may not be set by a query.
    `SELECT name, current_setting(name) FROM pg_settings
     WHERE source = 'session' AND context IN ('user', 'superuser')
       AND name NOT IN ('transaction_isolation', 'transaction_read_only', 'transaction_deferrable')
     UNION ALL SELECT 'role', current_setting('role') WHERE current_setting('role') <> 'none'`,
  )
  return new Map(rows.map(([name = '', value = '']) => [name, value]))
}

function literal(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll("'", "''")
  return `E'${escaped}'`
}
