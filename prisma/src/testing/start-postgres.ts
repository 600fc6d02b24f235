import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { OperatorError } from '../program/operator-error.ts'

export interface PostgresServer {
  url: string
  /** Folder of its socket and data. */
  folder: string
  /** Ends it at once, as a crash would: connections are cut, transactions in progress are lost. */
  crash(): Promise<void>
  /** Cuts every connection but its own, in the middle of what they do. @returns how many */
  cutConnections(): Promise<number>
  /** Transactions that were rolled back so far. */
  rollbacks(): Promise<number>
  /** Starts it again on the same data. */
  resume(): Promise<void>
  /** Stops it and removes its folder. */
  stop(): Promise<void>
}

/**
 * Starts a native PostgreSQL of its own in a scratch folder, on a Unix socket, without fsync.
 * `prepare` may put files into the folder before it starts; they come to belong to the server's user.
 * @throws OperatorError when PostgreSQL is not installed
 */
export async function startPostgres(
  options: { settings?: readonly string[]; prepare?: (folder: string) => void } = {},
): Promise<PostgresServer> {
  const binaries = postgresBinaries()
  const folder = mkdtempSync(join(tmpdir(), 'streaming-pg-'))
  const identity = unprivileged()
  if (identity.uid !== undefined && identity.gid !== undefined) chownSync(folder, identity.uid, identity.gid)
  const data = join(folder, 'data')
  execFileSync(
    join(binaries, 'initdb'),
    [
      '-D',
      data,
      '-U',
      'postgres',
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--locale=C.UTF-8',
      // A language's order by default, so that SQL which forgets COLLATE "C" is found out.
      '--locale-provider=icu',
      '--icu-locale=en-US',
      '--no-sync',
    ],
    {
      ...identity,
      stdio: 'ignore',
      cwd: folder,
    },
  )
  options.prepare?.(folder)
  for (const name of readdirSync(folder)) {
    if (identity.uid !== undefined && identity.gid !== undefined)
      chownSync(join(folder, name), identity.uid, identity.gid)
  }
  const settings = [
    'fsync=off',
    'listen_addresses=',
    `unix_socket_directories=${folder}`,
    'max_connections=300',
    ...(options.settings ?? []), // the last of two wins
  ]
  const start = () =>
    spawn(join(binaries, 'postgres'), ['-D', data, ...settings.flatMap((setting) => ['-c', setting])], {
      ...identity,
      stdio: 'ignore',
      cwd: folder,
    })
  let server = start()
  const port = options.settings?.find((setting) => setting.startsWith('port='))?.slice(5) ?? '5432'
  const url = `postgresql://postgres@localhost:${port}/postgres?host=${encodeURIComponent(folder)}`
  await answering(url)
  return {
    url,
    folder,
    async crash() {
      const ended = once(server, 'exit')
      server.kill('SIGQUIT')
      await ended
    },
    cutConnections: () =>
      numberFrom(
        url,
        `SELECT COUNT(pg_terminate_backend(pid)) AS n FROM pg_stat_activity
         WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'`,
      ),
    rollbacks: () => numberFrom(url, 'SELECT SUM(xact_rollback) AS n FROM pg_stat_database'),
    async resume() {
      server = start()
      await answering(url)
    },
    async stop() {
      // A Ctrl-C at a terminal has reached it already.
      if (server.exitCode === null && server.signalCode === null) {
        const ended = once(server, 'exit')
        server.kill('SIGINT')
        await ended
      }
      rmSync(folder, { recursive: true })
    },
  }
}

function postgresBinaries(): string {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const candidates = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ]
  const found = candidates.find((folder) => existsSync(join(folder, 'initdb')))
  if (found === undefined) throw new OperatorError('PostgreSQL is not installed: initdb was not found')
  return found
}

/** PostgreSQL refuses to run as root; Debian's package brings a user for it. */
function unprivileged(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

async function numberFrom(url: string, sql: string): Promise<number> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return Number((await client.query(sql)).rows[0]?.n)
  } finally {
    await client.end()
  }
}

async function answering(url: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const client = new pg.Client(url)
    try {
      await client.connect()
      return
    } catch (error) {
      if (attempt === 200) throw error
      await delay(50)
    } finally {
      await client.end().catch(() => {})
    }
  }
}
