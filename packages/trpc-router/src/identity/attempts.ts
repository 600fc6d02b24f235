import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

/** How often something may fail, for each key, in this process. */
export interface Attempts {
  /** Counts a try before its outcome is known, so that tries at once cannot slip through. @returns whole seconds to wait, if it is one too many */
  begin(key: string): Promise<number | undefined>
  /** Takes one try back that did not fail. */
  takeBack(key: string): Promise<void>
  /** Forgets every try: whoever they were, they have shown who they are. */
  forget(key: string): Promise<void>
}

export const quarterHour = 15 * 60

/** @param points failures within a quarter of an hour; one more, and the key waits as long */
export function createAttempts(points: number): Attempts {
  const limiter = new RateLimiterMemory({ points, duration: quarterHour, blockDuration: quarterHour })
  return {
    async begin(key) {
      try {
        await limiter.consume(key)
        return undefined
      } catch (error) {
        // The library rejects with its result, which is no Error.
        if (!(error instanceof RateLimiterRes)) throw error
        return Math.max(1, Math.ceil(error.msBeforeNext / 1000))
      }
    },
    async takeBack(key) {
      await limiter.reward(key)
    },
    async forget(key) {
      await limiter.delete(key)
    },
  }
}
