import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { OperatorError, utf8Lines } from '@streaming/db'
import type { InteractionLog } from '@streaming/recommender'
import { malformed } from './rating-formats.ts'
import { Indices } from './rating-table.ts'

/** Who took to what, as published lists say it: `valid` to choose by, where the folder has one. */
export interface Lists {
  train: InteractionLog
  validation?: InteractionLog
  test: InteractionLog
}

export function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory()
}

/**
 * Reads a folder of `train.txt`, `test.txt` and, where there is one, `valid.txt`: a line a user, the user, then their items.
 * What a user has in an earlier of these cannot be found in a later one, and is left out of it.
 * @throws OperatorError naming file and line
 */
export async function readLists(folder: string): Promise<Lists> {
  if (!isFolder(folder))
    throw new OperatorError(`--ratings: expected a folder with train.txt and test.txt, got ${folder}`)
  const [users, items] = [new Indices(), new Indices()]
  const known: Set<number>[] = []
  const read = async (name: string) => {
    const log = { users: [] as number[], items: [] as number[] }
    for await (const [user, listed] of userLines(join(folder, name))) {
      const index = users.of(user)
      known[index] ??= new Set()
      const before = known[index]
      for (const item of new Set(listed.map((id) => items.of(id)))) {
        if (before.has(item)) continue
        before.add(item)
        log.users.push(index)
        log.items.push(item)
      }
    }
    return log
  }
  const train = await read('train.txt')
  const validation = existsSync(join(folder, 'valid.txt')) ? await read('valid.txt') : undefined
  const test = await read('test.txt')
  const whole = (log: typeof train): InteractionLog => ({
    ...log,
    strengths: log.items.map(() => 1),
    userCount: users.count,
    itemCount: items.count,
  })
  return { train: whole(train), ...(validation && { validation: whole(validation) }), test: whole(test) }
}

async function* userLines(path: string): AsyncGenerator<[string, string[]]> {
  let at = 0
  for await (const lines of utf8Lines(path)) {
    for (const line of lines.replace(/\n$/, '').split('\n')) {
      at++
      if (line.trim() === '') continue
      const [user, ...listed] = line.trim().split(/\s+/)
      if (user === undefined || [user, ...listed].some((id) => !/^[\w.-]+$/.test(id)))
        throw malformed(path, at, 'user item item …', line)
      yield [user, listed]
    }
  }
}
