import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const script = fileURLToPath(new URL('../../scripts/run.mjs', import.meta.url))

/** A service that a test started as its user would, `npm start`, in a data folder of its own. */
export interface StartedService {
  origin: string
  process: ChildProcess
  /** All it has said so far, on both streams. */
  said(): string
  /** Asks it to end; resolves with its exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

export type StartOutcome =
  | { kind: 'serving'; service: StartedService }
  | { kind: 'ended'; code: number | null; said: string }

/** Runs `npm start` with these settings until it serves or ends. Port 0 is any free one. */
export async function startService(environment: Record<string, string>): Promise<StartOutcome> {
  const child = spawn(process.execPath, [script, 'start'], {
    env: { ...process.env, PORT: '0', DATABASE_URL: '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  const ended = once(child, 'exit').then(([code]): number | null => code)
  const serving = new Promise<string>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data) => {
        text += data
        const url = /Dashboard {2}(\S+)/.exec(text)?.[1]
        if (url !== undefined) resolve(url)
      })
    }
  })
  const first = await Promise.race([serving, ended])
  if (typeof first !== 'string') return { kind: 'ended', code: first, said: text }
  return {
    kind: 'serving',
    service: {
      origin: first,
      process: child,
      said: () => text,
      stop(signal = 'SIGTERM') {
        child.kill(signal)
        return ended
      },
    },
  }
}

export async function startedService(environment: Record<string, string>): Promise<StartedService> {
  const outcome = await startService(environment)
  if (outcome.kind === 'serving') return outcome.service
  throw new Error(`the service ended with ${outcome.code}: ${outcome.said}`)
}
