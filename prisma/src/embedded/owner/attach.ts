import { fork } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { createRequire } from 'node:module'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import pg from 'pg'
import { z } from 'zod'
import { OperatorError } from '../../program/operator-error.ts'
import { addressUrl, type DataFolder, openDataFolder, readAddress } from './data-folder.ts'

/** A program's hold on the embedded database. While any program holds it, its owner runs. */
export interface Attachment {
  url: string
  /** Lets go. The owner ends by itself soon after the last one has. */
  release(): Promise<void>
}

export interface AttachOptions {
  /** Unix socket where the platform has them; `tcp` is loopback with a random password. */
  transport?: 'unix' | 'tcp'
}

const firstStartMs = 120_000
const pollMs = 50
const patienceMs = 3_000

const reportSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('owned') }),
  z.object({ kind: z.literal('failed'), message: z.string() }),
])

/**
 * Attaches to the owner of the data folder, starting one if none runs. If the owner dies while this program
 * holds on, a new one is started; queries in between fail, and nothing acknowledged is lost.
 * @throws OperatorError when the folder cannot be used
 */
export async function attach(root: string, options: AttachOptions = {}): Promise<Attachment> {
  const transport = options.transport ?? (process.platform === 'win32' ? 'tcp' : 'unix')
  const folder = openDataFolder(root)
  let released = false
  let hold = await holdOn(folder, transport)

  function watch(): void {
    hold.once('end', () => {
      if (!released) void reattach()
    })
  }
  async function reattach(): Promise<void> {
    try {
      hold = await holdOn(folder, transport)
      if (released) await hold.end()
      else watch()
    } catch (error) {
      process.emitWarning(
        `The embedded database cannot be reached: ${error instanceof Error ? error.message : error}`,
      )
      await delay(1_000)
      if (!released) await reattach()
    }
  }
  watch()

  const address = readAddress(folder)
  if (address === undefined)
    throw new OperatorError(`${folder.address} is missing although its owner answers`)
  return {
    url: addressUrl(address),
    async release() {
      released = true
      await hold.end()
    },
  }
}

/** A connection that does nothing but exist: as long as it is open the owner stays. */
async function holdOn(folder: DataFolder, transport: 'unix' | 'tcp'): Promise<pg.Client> {
  const deadline = Date.now() + firstStartMs
  for (;;) {
    const hold = await tryHold(folder)
    if (hold !== undefined) return hold
    const outcome = await startOwner(folder, transport)
    if (outcome.kind === 'failed') throw new OperatorError(outcome.message)
    if (Date.now() > deadline)
      throw new OperatorError(`Another program owns ${folder.root} but does not answer. See ${folder.log}`)
    // Another one is still opening the database: it is waited for before one more is started.
    for (let waited = 0; outcome.kind === 'owned' && waited < patienceMs; waited += pollMs) {
      const other = await tryHold(folder)
      if (other !== undefined) return other
      await delay(pollMs)
    }
  }
}

async function tryHold(folder: DataFolder): Promise<pg.Client | undefined> {
  const address = readAddress(folder)
  if (address === undefined) return undefined
  const hold = new pg.Client({
    connectionString: addressUrl(address),
    application_name: 'hold',
    connectionTimeoutMillis: 10_000,
  })
  hold.on('error', () => {}) // the end is what matters, and it is watched
  try {
    await hold.connect()
    return hold
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P01'].includes(String(code))) return undefined
    if (error instanceof Error && error.message.startsWith('Connection terminated')) return undefined
    throw error
  }
}

async function startOwner(
  folder: DataFolder,
  transport: 'unix' | 'tcp',
): Promise<z.infer<typeof reportSchema>> {
  const log = openSync(folder.log, 'a', 0o600)
  const owner = fork(
    fileURLToPath(new URL('./owner.ts', import.meta.url)),
    [JSON.stringify({ folder: folder.root, transport })],
    {
      // Away from the terminal's process group: Ctrl-C is for the program, which then lets go.
      detached: true,
      execArgv: ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href],
      stdio: ['ignore', log, log, 'ipc'],
    },
  )
  closeSync(log)
  const report = new Promise<z.infer<typeof reportSchema>>((resolve) => {
    owner.on('message', (message) => {
      // `node --watch` sends messages of its own through the same channel.
      const parsed = reportSchema.safeParse(message)
      if (parsed.success) resolve(parsed.data)
    })
  })
  const first = await Promise.race([
    report,
    once(owner, 'exit').then(([code, signal]) => ({
      kind: 'failed' as const,
      message: `The embedded database did not start (${signal ?? `code ${code}`}). See ${folder.log}`,
    })),
  ])
  if (owner.connected) owner.disconnect()
  owner.unref()
  return first
}
