import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { linkSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { z } from 'zod'

/**
 * Who owns a data folder, decided so that two owners are impossible: also after kill -9, when a process id
 * was given to another program, and when two start in the same moment.
 *
 * Owners are numbered. `owner-<n>.lock` holds the n-th owner; the owner of the folder is the one in the file
 * with the highest number, if it still runs. To become owner, a process writes its description to a file of
 * its own and links it to `owner-<n+1>.lock`: `link` is atomic and fails when the name is taken, so that of
 * two that try one wins, and nobody ever reads half a description. A successor removes lower numbers only,
 * never the highest, so a process that overslept and links a number already passed sees the higher one and
 * gives up. Nothing is ever "broken" and taken over, which is where lock files usually race.
 */

const ownerSchema = z.object({
  pid: z.int().positive(),
  /** When that process started, in the operating system's own words; empty where it cannot be known. */
  started: z.string(),
  /** Where its process id means something: boot and process namespace. */
  realm: z.string(),
  /** Where it listens, so that another realm can ask whether it is still there. */
  socket: z.string(),
})
export type Owner = z.infer<typeof ownerSchema>

export type LockOutcome = { held: true; release: () => void } | { held: false; owner: Owner }

/** A first start takes seconds to make the database; this is far beyond it. */
const longestOpeningMs = 60_000

const lockName = /^owner-(\d+)\.lock$/

/** Takes ownership of the folder, or says who has it. The socket is where the new owner is going to listen. */
export async function takeOwnership(folder: string, socket: string): Promise<LockOutcome> {
  const self: Owner = { pid: process.pid, started: startOf(process.pid), realm: realm(), socket }
  const draft = join(folder, `owner-draft-${process.pid}-${randomBytes(6).toString('hex')}`)
  writeFileSync(draft, JSON.stringify(self), { mode: 0o600 })
  try {
    for (;;) {
      const before = highest(folder)
      const owner = before === 0 ? undefined : read(folder, before)
      if (owner !== undefined && (await isRunning(owner, self, lockPath(folder, before))))
        return { held: false, owner }
      const mine = before + 1
      if (!linkIfFree(draft, lockPath(folder, mine))) continue
      if (highest(folder) !== mine) {
        rmSync(lockPath(folder, mine), { force: true })
        continue
      }
      for (const lower of numbers(folder)) if (lower < mine) rmSync(lockPath(folder, lower), { force: true })
      return { held: true, release: () => writeFileSync(lockPath(folder, mine), released, { mode: 0o600 }) }
    }
  } finally {
    rmSync(draft, { force: true })
  }
}

/** What an owner leaves behind that ended in good order: its number stays taken, its description is empty. */
const released = ''

function lockPath(folder: string, number: number): string {
  return join(folder, `owner-${number}.lock`)
}

function numbers(folder: string): number[] {
  return readdirSync(folder).flatMap((name) => {
    const number = lockName.exec(name)?.[1]
    return number === undefined ? [] : [Number(number)]
  })
}

function highest(folder: string): number {
  return Math.max(0, ...numbers(folder))
}

function read(folder: string, number: number): Owner | undefined {
  let text: string
  try {
    text = readFileSync(lockPath(folder, number), 'utf8')
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
  return text === released ? undefined : ownerSchema.parse(JSON.parse(text))
}

function linkIfFree(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/**
 * Of an owner in another container or after a reboot, whose process cannot be seen, all that can be known is
 * whether it listens, or, if it shares this kernel, that it began so lately that it may not listen yet.
 */
async function isRunning(owner: Owner, self: Owner, lock: string): Promise<boolean> {
  if (owner.realm !== self.realm) {
    const sameBoot = owner.realm.split(' ')[0] === self.realm.split(' ')[0]
    const opening = sameBoot && Date.now() - statSync(lock).mtimeMs < longestOpeningMs
    return opening || (await answers(self.socket)) || answers(owner.socket)
  }
  try {
    process.kill(owner.pid, 0)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false
  }
  return owner.started === startOf(owner.pid)
}

function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(socket)
    probe.once('connect', () => resolve(true)).once('error', () => resolve(false))
    probe.once('close', () => resolve(false)).setTimeout(2_000, () => probe.destroy())
  })
}

/** Tells a process from a later one with the same id. A dead one that nobody has collected counts as gone. */
function startOf(pid: number): string {
  if (process.platform === 'win32') return ''
  if (process.platform === 'linux') {
    try {
      // After the command's closing parenthesis: state is the first field, start time the twentieth.
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')
      return fields[0] === 'Z' ? 'gone' : (fields[19] ?? '')
    } catch (error) {
      if (isMissing(error)) return 'gone'
      throw error
    }
  }
  try {
    // Its words depend on zone and language; two programs must get the same.
    const words = ['TZ=UTC', 'LC_ALL=C', 'ps', '-o', 'lstart=', '-p', String(pid)]
    return execFileSync('/usr/bin/env', words, { encoding: 'utf8' }).trim()
  } catch {
    return 'gone' // ps exits with 1 when there is no such process
  }
}

function realm(): string {
  if (process.platform !== 'linux') return process.platform
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  return `${boot} ${readlinkSync('/proc/self/ns/pid')}`
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')
}
