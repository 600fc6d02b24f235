import { type Database, Prisma } from '@streaming/db'
import { z } from 'zod'
import type { Actor } from '../access/actor.ts'
import { Id } from '../schemas.ts'
import { createToken, hashToken } from './token.ts'

/** How long a session lasts, in seconds. */
export const sessionSeconds = 14 * 24 * 60 * 60

/** Whose session: one of both. */
export type SessionOwner = { operator_id: string } | { user_id: string }

/**
 * Signs somebody in, always under a token that nobody knew before.
 * @param hash of the password that was verified
 * @returns the token, for their cookie alone; undefined if the password has changed since
 */
export async function createSession(
  database: Database,
  owner: SessionOwner,
  hash: string,
): Promise<string | undefined> {
  const token = createToken()
  const operator = 'operator_id' in owner ? owner.operator_id : null
  const user = 'user_id' in owner ? owner.user_id : null
  return database.transaction(async (_client, query) => {
    const current = await query(
      Prisma.sql`
        SELECT password FROM operators WHERE operator_id = ${operator}::INT8 AND password = ${hash}
        UNION ALL
        SELECT password FROM users WHERE user_id = ${user}::INT8 AND password = ${hash}`,
      z.object({ password: z.string() }),
    )
    if (current.length === 0) return undefined
    // Those that ended are swept when the same person signs in again.
    await query(
      Prisma.sql`
        DELETE FROM sessions
        WHERE (operator_id = ${operator}::INT8 OR user_id = ${user}::INT8) AND expires_at < now()`,
      z.never(),
    )
    await query(
      Prisma.sql`
        INSERT INTO sessions (token_hash, operator_id, user_id, expires_at)
        VALUES (${hashToken(token)}, ${operator}::INT8, ${user}::INT8, now() + ${sessionSeconds}::INT8 * INTERVAL '1 second')`,
      z.never(),
    )
    return token
  })
}

export async function endSession(database: Database, token: string): Promise<void> {
  await database.execute('DELETE FROM sessions WHERE token_hash = $1', [hashToken(token)])
}

const sessionRow = z.object({
  operator_id: Id.nullable(),
  operator_name: z.string().nullable(),
  role: z.enum(['admin', 'analyst']).nullable(),
  user_id: Id.nullable(),
  user_name: z.string().nullable(),
})

/** @returns undefined for a token without a session, or with one that ended */
export async function actorOfSession(database: Database, token: string): Promise<Actor | undefined> {
  const [row] = await database.prepared(
    Prisma.sql`
      SELECT o.operator_id::TEXT AS operator_id, o.name AS operator_name, o.role, u.user_id::TEXT AS user_id,
        u.name AS user_name
      FROM sessions AS s
      LEFT JOIN operators AS o ON o.operator_id = s.operator_id
      LEFT JOIN users AS u ON u.user_id = s.user_id
      WHERE s.token_hash = ${hashToken(token)} AND s.expires_at > now()`,
    sessionRow,
  )
  if (row === undefined) return undefined
  if (row.operator_id !== null && row.role !== null)
    return {
      role: row.role,
      id: `operator:${row.operator_id}`,
      name: row.operator_name ?? '',
      user_id: null,
    }
  return { role: 'member', id: `user:${row.user_id}`, name: row.user_name ?? '', user_id: row.user_id }
}
