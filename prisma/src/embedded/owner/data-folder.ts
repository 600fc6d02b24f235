import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { OperatorError } from '../../program/operator-error.ts'

/** Where things lie in a data folder (`DATA_DIR`). */
export interface DataFolder {
  root: string
  /** The engine's files. It exists only whole: a new database is made beside it and renamed. */
  database: string
  /** Holds the socket, open to its owner alone (mode 0700). */
  run: string
  /** The Unix socket, named as PostgreSQL's clients expect it. */
  socket: string
  /** Where the owner can be reached. */
  address: string
  /** What the owner has to say. */
  log: string
}

/** The shortest limit among platforms for the path of a Unix socket (macOS: 104 with the closing zero). */
const longestSocketPath = 103

/** @throws OperatorError when the folder cannot be made or written to */
export function openDataFolder(root: string): DataFolder {
  const inside = join(root, 'run')
  const run = socketIn(inside).length <= longestSocketPath ? inside : shortFolder(root)
  try {
    mkdirSync(root, { recursive: true, mode: 0o700 })
    mkdirSync(run, { recursive: true, mode: 0o700 })
    chmodSync(run, 0o700)
    if (process.getuid !== undefined && statSync(run).uid !== process.getuid()) {
      throw new OperatorError(`${run} belongs to another user`)
    }
    writeFileSync(join(root, '.writable'), '', { mode: 0o600 })
  } catch (error) {
    if (error instanceof OperatorError) throw error
    throw new OperatorError(
      `DATA_DIR ${root} cannot be written to: ${error instanceof Error ? error.message : error}`,
    )
  }
  return {
    root,
    database: join(root, 'pgdata'),
    run,
    socket: socketIn(run),
    address: join(root, 'owner.json'),
    log: join(root, 'owner.log'),
  }
}

function socketIn(folder: string): string {
  return join(folder, '.s.PGSQL.5432')
}

function shortFolder(root: string): string {
  const name = createHash('sha256').update(root).digest('hex').slice(0, 16)
  return join(tmpdir(), `streaming-${process.getuid?.() ?? 'user'}-${name}`)
}

const addressSchema = z.object({
  /** A folder (Unix socket) or a loopback address. */
  host: z.string(),
  port: z.int(),
  /** Only where there are no Unix sockets. */
  password: z.string().optional(),
})
export type Address = z.infer<typeof addressSchema>

/** The address a running owner has written down; undefined when there never was one. */
export function readAddress(folder: DataFolder): Address | undefined {
  let text: string
  try {
    text = readFileSync(folder.address, 'utf8')
  } catch {
    return undefined
  }
  return addressSchema.parse(JSON.parse(text))
}

export function writeAddress(folder: DataFolder, address: Address): void {
  const draft = `${folder.address}.draft`
  writeFileSync(draft, JSON.stringify(address), { mode: 0o600 })
  renameSync(draft, folder.address)
}

/** The URL by which `pg`, psql and other clients attach. */
export function addressUrl(address: Address): string {
  const credentials = address.password === undefined ? 'postgres' : `postgres:${address.password}`
  if (!address.host.startsWith('/'))
    return `postgresql://${credentials}@${address.host}:${address.port}/postgres`
  return `postgresql://${credentials}@localhost:${address.port}/postgres?host=${encodeURIComponent(address.host)}`
}
