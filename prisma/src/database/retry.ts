import { setTimeout as delay } from 'node:timers/promises'

const retriable = new Set(['40001', '40P01', 'P2034'])
const attempts = 12
const firstDelayMs = 25
const longestDelayMs = 2_000

/**
 * The SQLSTATE at the root of a database error, wherever the driver put it: on the error, on its cause, or in the metadata
 * that Prisma gives. Where there is none, the kind that Prisma's driver adapter makes of a broken socket, whose code it drops;
 * else the code of Prisma or of the operating system.
 */
export function sqlState(error: unknown): string | undefined {
  let code: string | undefined
  for (let at: unknown = error, depth = 0; at instanceof Object && depth < 6; depth++) {
    if ('originalCode' in at && typeof at.originalCode === 'string') return at.originalCode
    if ('kind' in at && typeof at.kind === 'string') return at.kind
    if ('code' in at && typeof at.code === 'string') code ??= at.code
    if ('meta' in at && at.meta instanceof Object && 'driverAdapterError' in at.meta)
      at = at.meta.driverAdapterError
    else at = 'cause' in at ? at.cause : undefined
  }
  return code
}

/**
 * Runs a whole transaction again while the database refuses it for another one's sake
 * (serialization failure or deadlock), at most 12 times, with exponential backoff and full jitter.
 * The work must have no side effect outside its transaction.
 */
export async function retrySerializationFailures<T>(
  work: () => Promise<T>,
  random: () => number = Math.random,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === attempts || !retriable.has(sqlState(error) ?? '')) throw error
      await delay(random() * Math.min(longestDelayMs, firstDelayMs * 2 ** attempt))
    }
  }
}
