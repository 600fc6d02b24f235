import { type Database, Prisma } from '@streaming/db'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { z } from 'zod'
import { Id } from '../schemas.ts'
import { verifyPassword } from './password.ts'
import { createSession, type SessionOwner } from './sessions.ts'

/** Signing in by e-mail and password: one answer for an unknown address and a wrong password, and slower the oftener it fails. */

export type SignInOutcome =
  | { kind: 'signed_in'; token: string }
  | { kind: 'refused' }
  /** Too many failures; whole seconds until the next try counts. */
  | { kind: 'throttled'; retry_after_seconds: number }

export interface SignIn {
  /** @param address of the client, as the server sees it */
  attempt(input: { email: string; password: string; address: string }): Promise<SignInOutcome>
}

/**
 * Failures are counted in this process: by address and e-mail together, so that nobody can lock another out from
 * elsewhere; by address alone against trying many e-mails; and by e-mail alone, far higher, against many addresses.
 */
export function createSignIn(database: Database): SignIn {
  const quarterHour = 15 * 60
  const limits = [
    { limiter: new RateLimiterMemory({ points: 5, duration: quarterHour }), by: 'pair' },
    { limiter: new RateLimiterMemory({ points: 50, duration: quarterHour }), by: 'address' },
    { limiter: new RateLimiterMemory({ points: 100, duration: quarterHour }), by: 'email' },
  ] as const
  return {
    async attempt({ email, password, address }) {
      const keys = { pair: `${address} ${email}`, address, email }
      // Counted before the password is looked at, so that tries at once cannot slip through; given back on success.
      for (const { limiter, by } of limits) {
        const refusal = await consume(limiter, keys[by])
        if (refusal !== undefined) return refusal
      }
      const owner = await ownerOf(database, email, password)
      if (owner === undefined) return { kind: 'refused' }
      for (const { limiter, by } of limits) {
        if (by === 'pair') await limiter.delete(keys[by])
        else await limiter.reward(keys[by])
      }
      return { kind: 'signed_in', token: await createSession(database, owner) }
    },
  }
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<SignInOutcome | undefined> {
  try {
    await limiter.consume(key)
    return undefined
  } catch (error) {
    // The library rejects with its result, which is no Error.
    if (!(error instanceof RateLimiterRes)) throw error
    return { kind: 'throttled', retry_after_seconds: Math.max(1, Math.ceil(error.msBeforeNext / 1000)) }
  }
}

async function ownerOf(
  database: Database,
  email: string,
  password: string,
): Promise<SessionOwner | undefined> {
  const [found] = await database.query(
    Prisma.sql`
      SELECT operator_id::TEXT AS operator_id, NULL AS user_id, password FROM operators WHERE email = ${email}
      UNION ALL
      SELECT NULL AS operator_id, user_id::TEXT AS user_id, password FROM users WHERE email = ${email}`,
    z.object({ operator_id: Id.nullable(), user_id: Id.nullable(), password: z.string() }),
  )
  if (!(await verifyPassword(password, found?.password)) || found === undefined) return undefined
  return found.operator_id !== null ? { operator_id: found.operator_id } : { user_id: found.user_id ?? '' }
}
