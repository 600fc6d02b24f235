import { hash } from 'node:crypto'
import { bearerToken } from '@streaming/trpc-router/server'
import type { RateLimit } from './rate-limit.ts'

/** How often whoever sends one request may ask, and guess. */
export interface RequesterLimit {
  /** Counts the request. @returns whole seconds until it may be made, or undefined if it may be made now */
  take(authorization: string | undefined, session: string | undefined): Promise<number | undefined>
  /** Counts a guess against the address that made it, whatever it showed. */
  takeGuess(): Promise<void>
}

/** @param address the requester's, read before anything is waited for: a connection that is gone has none */
export function createRequesterLimit(limit: RateLimit, address: string): RequesterLimit {
  const guesses = `guesses of address ${address}`
  return {
    async take(authorization, session) {
      // One who guessed too often is not even looked at.
      const seconds = authorization === undefined ? undefined : await limit.look(guesses)
      return seconds ?? limit.take(keyOf(bearerToken(authorization) ?? session, address))
    },
    async takeGuess() {
      await limit.take(guesses)
    },
  }
}

/** Each key and each session has its own measure, and everybody else their address's. */
function keyOf(credential: string | undefined, address: string): string {
  if (credential === undefined) return `address ${address}`
  return `credential ${hash('sha256', credential, 'base64url')}`
}
