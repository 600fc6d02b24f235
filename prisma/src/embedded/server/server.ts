import { createServer, type Server } from 'node:net'
import type { Engine } from '../engine/engine.ts'
import type { Shared } from '../engine/shared-engine.ts'
import { Connection } from './connection.ts'
import { applySettings, noSettings } from './session-settings.ts'
import { Turns } from './turns.ts'

export interface EmbeddedServer {
  readonly server: Server
  /** Clients connected now. */
  count(): number
  /** Stops accepting and ends every connection; resolves when all are gone and their transactions rolled back. */
  close(): Promise<void>
}

export interface ServerOptions {
  password: string | undefined
  idleInTransactionMs: number
  /** Whether there is room on the disk for a write. */
  hasRoom: () => boolean
  /** Called when the last client has left. */
  onEmpty: () => void
}

/** Serves one engine to many clients over PostgreSQL's protocol. The caller makes the server listen. */
export async function createEmbeddedServer(engine: Engine, options: ServerOptions): Promise<EmbeddedServer> {
  await applySettings(engine, noSettings)
  const shared: Shared = {
    engine,
    turns: new Turns(),
    settings: noSettings,
    parameters: await toldParameters(engine),
    password: options.password,
    hasRoom: options.hasRoom,
    idleInTransactionMs: options.idleInTransactionMs,
  }
  const open = new Set<Connection>()
  const leaving = new Set<Promise<void>>()
  const server = createServer((socket) => {
    const connection = new Connection(socket, shared)
    open.add(connection)
    socket.once('close', () => {
      open.delete(connection)
      const done = connection.done().finally(() => leaving.delete(done))
      leaving.add(done)
      if (open.size === 0) options.onEmpty()
    })
  })
  return {
    server,
    count: () => open.size,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const connection of open)
        connection.end('57P01', 'terminating connection: the database is shutting down')
      await closed
      await Promise.all(leaving)
    },
  }
}

async function toldParameters(engine: Engine): Promise<Map<string, string>> {
  const names = [
    'server_version',
    'server_encoding',
    'client_encoding',
    'DateStyle',
    'IntervalStyle',
    'integer_datetimes',
    'standard_conforming_strings',
  ]
  const rows = await engine.ask(`SELECT ${names.map((name) => `current_setting('${name}')`).join(', ')}`)
  return new Map(names.map((name, index) => [name, rows[0]?.[index] ?? '']))
}
