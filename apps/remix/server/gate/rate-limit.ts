import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

/** How often one key or address may ask, within one minute and this process. */
export interface RateLimit {
  /** Counts a request. @returns whole seconds until the next one counts again, or undefined if this one may go on */
  take(key: string): Promise<number | undefined>
  /** The same without counting. */
  look(key: string): Promise<number | undefined>
}

/** @param perMinute requests @returns undefined for 0, which is no limit */
export function createRateLimit(perMinute: number): RateLimit | undefined {
  if (perMinute === 0) return undefined
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 })
  return {
    async take(key) {
      try {
        await limiter.consume(key)
        return undefined
      } catch (error) {
        // The library rejects with its result, which is no Error.
        if (!(error instanceof RateLimiterRes)) throw error
        return secondsUntil(error)
      }
    },
    async look(key) {
      const state = await limiter.get(key)
      return state !== null && state.consumedPoints >= perMinute ? secondsUntil(state) : undefined
    },
  }
}

function secondsUntil({ msBeforeNext }: RateLimiterRes): number {
  return Math.max(1, Math.ceil(msBeforeNext / 1000))
}
