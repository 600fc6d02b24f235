import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

/**
 * Resolves when the owner of a data folder has ended in good order, which leaves an empty description behind.
 * @throws Error when it has not after half a minute
 */
export async function ownerGone(folder: string): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    const locks = readdirSync(folder).filter((name) => name.endsWith('.lock'))
    if (locks.every((name) => readFileSync(join(folder, name), 'utf8') === '')) return
    await delay(100)
  }
  throw new Error(`the owner of ${folder} still runs`)
}
