import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import type { Server } from 'node:net'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { OperatorError } from '../../program/operator-error.ts'
import { openEngine } from '../engine/engine.ts'
import { createEmbeddedServer } from '../server/server.ts'
import { type Address, type DataFolder, openDataFolder, readAddress, writeAddress } from './data-folder.ts'
import { freeBytes, newDatabaseBytes, roomIn } from './disk-room.ts'
import { takeOwnership } from './owner-lock.ts'

/**
 * The process that owns a data folder: it holds the lock, runs the engine and serves it to every program of
 * this user that attaches. It is nobody's child in earnest: it ends by itself when its last client has left.
 */

const graceMs = 2_000
const idleInTransactionMs = 60_000
const longestExchangeMs = 15 * 60_000
/** How long an engine may take to write everything down when it is asked to end; after that it is ended. */
const longestClosingMs = 20_000

export type OwnerReport = { kind: 'ready' } | { kind: 'owned' } | { kind: 'failed'; message: string }

const settings = z.object({ folder: z.string(), transport: z.enum(['unix', 'tcp']) })

/** Standard error is the folder's owner.log. */
function log(error: unknown): void {
  const text = error instanceof Error && !(error instanceof OperatorError) ? error.stack : String(error)
  process.stderr.write(`${new Date().toISOString()} ${text}\n`)
}

function report(message: OwnerReport): void {
  process.send?.(message)
}

async function main(): Promise<void> {
  const { folder: root, transport } = settings.parse(JSON.parse(process.argv[2] ?? '{}'))
  const folder = openDataFolder(root)
  const lock = await takeOwnership(folder.root, folder.socket)
  if (!lock.held) {
    report({ kind: 'owned' })
    return
  }

  await createDatabase(folder)
  const engine = await openEngine({
    folder: folder.database,
    longestExchangeMs,
    onFailure(error) {
      // The engine is lost with its thread. Ending at once leaves a stale lock, which the next owner recognises,
      // and files that PostgreSQL's own recovery repairs.
      log(error)
      process.exit(70)
    },
  })

  const password =
    transport === 'tcp' ? (readAddress(folder)?.password ?? randomBytes(24).toString('hex')) : undefined
  const server = await createEmbeddedServer(engine, {
    password,
    idleInTransactionMs,
    hasRoom: roomIn(folder.root),
    onEmpty: endWhenUnused,
  })

  let closing: Promise<void> | undefined
  function close(): Promise<void> {
    // An engine that no longer answers is ended like one that failed: the next owner's recovery repairs its files.
    setTimeout(() => process.exit(70), longestClosingMs).unref()
    closing ??= (async () => {
      await server.close()
      await engine.close()
      if (lock.held) lock.release()
      process.exit(0)
    })()
    return closing
  }
  function endWhenUnused(): void {
    setTimeout(() => {
      if (server.count() === 0) void close()
    }, graceMs).unref()
  }
  process.on('SIGTERM', close)
  process.on('SIGINT', close)

  writeAddress(folder, await listen(server.server, folder, transport, password))
  report({ kind: 'ready' })
  endWhenUnused()
}

/** A new database is made in a folder of its own and renamed when it is whole. */
async function createDatabase(folder: DataFolder): Promise<void> {
  const prefix = `${basename(folder.database)}-new-`
  for (const name of readdirSync(dirname(folder.database))) {
    if (name.startsWith(prefix)) rmSync(join(folder.root, name), { recursive: true })
  }
  if (existsSync(folder.database)) return
  const free = freeBytes(folder.root)
  if (free < newDatabaseBytes)
    throw new OperatorError(
      `${folder.root}: a new database needs ${newDatabaseBytes >> 20} MB of free disk, there are ${Math.floor(free / (1 << 20))} MB.`,
    )
  const draft = join(folder.root, `${prefix}${process.pid}`)
  const engine = await openEngine({
    folder: draft,
    longestExchangeMs,
    onFailure(error) {
      throw error
    },
  })
  await engine.close()
  renameSync(draft, folder.database)
}

async function listen(
  server: Server,
  folder: DataFolder,
  transport: 'unix' | 'tcp',
  password: string | undefined,
): Promise<Address> {
  if (transport === 'unix') {
    rmSync(folder.socket, { force: true }) // left by an owner that was killed: the lock says nobody listens there
    await listening(server, () => server.listen(folder.socket))
    return { host: folder.run, port: 5432 }
  }
  // The port of the owner before, so that programs that hold on find the new one; any other if it is taken.
  const before = readAddress(folder)?.port ?? 0
  await listening(server, () => server.listen(before, '127.0.0.1')).catch(() =>
    listening(server, () => server.listen(0, '127.0.0.1')),
  )
  const bound = server.address()
  if (bound === null || typeof bound === 'string') throw new Error('a TCP server has a port')
  return { host: '127.0.0.1', port: bound.port, ...(password === undefined ? {} : { password }) }
}

function listening(server: Server, start: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject).once('listening', () => resolve())
    start()
  })
}

try {
  await main()
} catch (error) {
  report({ kind: 'failed', message: error instanceof Error ? error.message : String(error) })
  log(error)
  // The engine's thread would keep the process, and with it the lock; what has ended needs no release.
  setTimeout(() => process.exit(1), 100) // lets the report out
}
if (process.connected) process.disconnect?.()
