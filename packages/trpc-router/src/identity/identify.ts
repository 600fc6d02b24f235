import type { Database } from '@streaming/db'
import { TRPCError } from '@trpc/server'
import { type Actor, visitor } from '../procedure/actor.ts'
import { actorOfKey } from './actor-of-key.ts'
import { actorOfSession } from './sessions.ts'

/** What a request shows of who sends it. */
export interface Credentials {
  /** The Authorization header. */
  authorization?: string | undefined
  /** The token in the session's cookie, its signature checked. */
  session?: string | undefined
}

/** @returns undefined for an Authorization header that holds no key */
export function bearerToken(authorization: string | undefined): string | undefined {
  return /^Bearer ([\w~+/.-]{1,200})$/i.exec(authorization ?? '')?.[1]
}

/**
 * A key decides over a session. A session that ended makes a visitor; a key that is not in force is an error,
 * since a program that sends one relies on it.
 * @throws TRPCError UNAUTHORIZED for an Authorization header without a key in force
 */
export async function identify(database: Database, { authorization, session }: Credentials): Promise<Actor> {
  if (authorization !== undefined) {
    const key = bearerToken(authorization)
    const actor = key === undefined ? undefined : await actorOfKey(database, key)
    if (actor !== undefined) return actor
    throw new TRPCError({
      code: 'UNAUTHORIZED',
      message: 'Authorization: expected Bearer and an API key that is in force',
    })
  }
  if (session === undefined) return visitor
  return (await actorOfSession(database, session)) ?? visitor
}
