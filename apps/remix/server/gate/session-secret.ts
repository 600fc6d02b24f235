import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ServerSettings } from '../environment.ts'

/**
 * What session cookies are signed with: the setting, or, on a loopback host, a secret that is made once and kept in
 * the data folder, readable by its owner alone.
 */
export function sessionSecret({ SESSION_SECRET, DATA_DIR }: ServerSettings): string {
  if (SESSION_SECRET !== undefined) return SESSION_SECRET
  const file = join(DATA_DIR, 'session-secret')
  if (!existsSync(file)) {
    mkdirSync(DATA_DIR, { recursive: true })
    // Written beside and linked when whole: of two servers that start at once, one's secret is everybody's.
    const own = `${file}.${process.pid}`
    writeFileSync(own, randomBytes(32).toString('hex'), { mode: 0o600 })
    try {
      linkSync(own, file)
    } catch (error) {
      if (!existsSync(file)) throw error
    } finally {
      rmSync(own)
    }
  }
  return readFileSync(file, 'utf8').trim()
}
