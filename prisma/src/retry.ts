import { setTimeout as delay } from 'node:timers/promises'

const retriable = new Set(['40001', '40P01', 'P2034'])
const attempts = 8
const firstDelayMs = 25
const longestDelayMs = 2_000

/**
 * The SQLSTATE (or Prisma code) at the root of a database error, wherever the driver put it:
 * on the error, on its cause, or in Prisma's metadata of a raw query.
 */
export function sqlState(error: unknown): string | undefined {
  for (let at: unknown = error, depth = 0; at instanceof Object && depth < 6; depth++) {
    if ('originalCode' in at && typeof at.originalCode === 'string') return at.originalCode
    if ('code' in at && typeof at.code === 'string' && at.code !== 'P2010') return at.code
    if ('meta' in at && at.meta instanceof Object && 'driverAdapterError' in at.meta)
      at = at.meta.driverAdapterError
    else at = 'cause' in at ? at.cause : undefined
  }
  return undefined
}

/**
 * Runs a whole transaction again while the database refuses it for another one's sake
 * (serialization failure or deadlock), at most 8 times, with exponential backoff and full jitter.
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
