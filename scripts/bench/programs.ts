import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

/** Programs of the project, each in a process of its own as its user starts it. */

const root = fileURLToPath(new URL('../..', import.meta.url))
const running = new Set<ChildProcess>()
/** Prints the most memory that the program had, in KiB. */
const memoryAtEnd = `data:text/javascript,${encodeURIComponent(
  "process.on('exit', () => process.stderr.write('\\npeak ' + process.resourceUsage().maxRSS + '\\n'))",
)}`

export type Environment = Readonly<Record<string, string>>

function start(file: string, args: readonly string[], environment: Environment): ChildProcess {
  const loader = file.endsWith('.ts') ? ['--import', 'tsx'] : ['--enable-source-maps'] // as npm start does
  const child = spawn(process.execPath, ['--import', memoryAtEnd, ...loader, file, ...args], {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  child.on('exit', () => running.delete(child))
  return child
}

/**
 * Runs a program to its end.
 * @returns what it printed, how long it took and its peak memory in MiB
 * @throws when it fails
 */
export async function run(file: string, args: readonly string[], environment: Environment) {
  const begin = performance.now()
  const child = start(file, args, environment)
  if (child.stdout === null || child.stderr === null) throw new Error('pipes were asked for')
  const [[code], out, err] = await Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)])
  if (code !== 0) throw new Error(`${file} ${args.join(' ')} ended with ${code}:\n${err}`)
  const peakMiB = Number(/peak (\d+)/.exec(err)?.[1]) / 1_024
  return { out, seconds: (performance.now() - begin) / 1_000, peakMiB }
}

/** Starts a program that goes on. @returns the first match in what it prints, and how to end it and get all it printed */
export async function startUntil(
  file: string,
  args: readonly string[],
  environment: Environment,
  printed: RegExp,
): Promise<{ match: RegExpExecArray; stop: () => Promise<string> }> {
  const child = start(file, args, environment)
  let seen = ''
  const match = await new Promise<RegExpExecArray>((resolve, reject) => {
    const look = (chunk: Buffer) => {
      seen += chunk
      const found = printed.exec(seen)
      if (found !== null) resolve(found)
    }
    child.stdout?.on('data', look)
    child.stderr?.on('data', look)
    child.on('exit', (code) => reject(new Error(`${file} ended with ${code}:\n${seen}`)))
  })
  return {
    match,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM')
        await once(child, 'close')
      }
      return seen
    },
  }
}

/** Ends what still runs: only what was started here. */
export function stopAll(): void {
  for (const child of running) child.kill('SIGTERM')
}
