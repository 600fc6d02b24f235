import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const script = fileURLToPath(new URL('../../../scripts/run.mjs', import.meta.url))

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

/**
 * Runs what `npm start` runs, or npm itself, with these settings until it serves or ends. Port 0 is any free one.
 */
export async function startService(
  environment: Record<string, string>,
  [program, ...args]: [string, ...string[]] = [process.execPath, script, 'start'],
): Promise<StartOutcome> {
  const child = spawn(program, args, {
    cwd: fileURLToPath(new URL('../../..', import.meta.url)),
    env: { ...process.env, PORT: '0', DATABASE_URL: '', TRAIN_EVERY_HOURS: '0', ...environment },
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

/** Runs `npm run operators` on a data folder, or with these settings, and gives what it prints on standard output. */
export function operators(place: string | Record<string, string>, ...args: string[]): Promise<string> {
  return command('operators', typeof place === 'string' ? { DATABASE_URL: '', DATA_DIR: place } : place, args)
}

/** Fills a data folder by `npm run simulate`. @param scenario a file of knobs */
export async function simulated(folder: string, scenario: string): Promise<void> {
  await command('simulate', { DATABASE_URL: '', DATA_DIR: folder }, ['--scenario', scenario, '--no-truth'])
}

async function command(
  name: string,
  settings: Record<string, string>,
  args: readonly string[],
): Promise<string> {
  const child = spawn(process.execPath, [script, name, ...args], {
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  let complaint = ''
  child.stdout.on('data', (data) => {
    printed += data
  })
  child.stderr.on('data', (data) => {
    complaint += data
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${name} ended with ${code}: ${complaint}`)
  return printed.trim()
}

/** Signs in by the page's form. @returns the session's cookie, as a browser sends it */
export async function signIn(origin: string, email: string, password: string): Promise<string> {
  const response = await fetch(`${origin}/sign-in`, {
    method: 'POST',
    body: new URLSearchParams({ email, password }),
    redirect: 'manual',
  })
  const cookie = response.headers.get('set-cookie')?.split(';')[0]
  if (response.status !== 302 || cookie === undefined)
    throw new Error(`signing in was answered ${response.status}: ${await response.text()}`)
  return cookie
}
