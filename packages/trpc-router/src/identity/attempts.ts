import { createHash } from 'node:crypto'
import type { Database } from '@streaming/db'
import { RateLimiterPrisma, RateLimiterRes } from 'rate-limiter-flexible'

/** How often something may fail, for each key, whichever of several servers it is tried on. */
export interface Attempts {
  /** Counts a try before its outcome is known, so that tries at once cannot slip through. @returns whole seconds to wait, if it is one too many */
  begin(key: string): Promise<number | undefined>
  /** Takes one try back that did not fail. */
  takeBack(key: string): Promise<void>
  /** Forgets every try: whoever they were, they have shown who they are. */
  forget(key: string): Promise<void>
}

export const quarterHour = 15 * 60

/**
 * @param what is tried; its keys are stored as hashes, so that what was typed does not lie in the table as it is
 * @param points failures within a quarter of an hour; one more, and the key waits as long
 */
export function createAttempts({ prisma }: Database, what: string, points: number): Attempts {
  const limiter = new RateLimiterPrisma({
    storeClient: prisma,
    tableName: 'attempt' satisfies keyof typeof prisma,
    keyPrefix: what,
    points,
    duration: quarterHour,
    blockDuration: quarterHour,
    // It would say on the console what it could not delete: `sweepAttempts` does it.
    clearExpiredByTimeout: false,
  })
  return {
    async begin(key) {
      try {
        await limiter.consume(hashOf(key))
        return undefined
      } catch (error) {
        // The library rejects with its result, which is no Error.
        if (!(error instanceof RateLimiterRes)) throw error
        return Math.max(1, Math.ceil(error.msBeforeNext / 1000))
      }
    },
    async takeBack(key) {
      await limiter.reward(hashOf(key))
    },
    async forget(key) {
      await limiter.delete(hashOf(key))
    },
  }
}

/** Deletes what no longer counts. */
export async function sweepAttempts({ prisma }: Database): Promise<void> {
  await prisma.attempt.deleteMany({ where: { expire: { lt: new Date() } } })
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url')
}
