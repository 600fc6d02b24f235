import { type Database, Prisma } from '@streaming/db'
import { z } from 'zod'
import type { Actor } from '../procedure/actor.ts'
import { Id } from '../procedure/fields/schemas.ts'
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
  return database.transaction(async ({ prisma }) => {
    const { operator_id, user_id } = idsOf(owner)
    const current =
      operator_id === null
        ? await prisma.user.count({ where: { user_id: user_id ?? 0n, password: hash } })
        : await prisma.operator.count({ where: { operator_id, password: hash } })
    if (current === 0) return undefined
    const now = Date.now()
    // Those that ended are swept when the same person signs in again.
    await prisma.session.deleteMany({ where: { operator_id, user_id, expires_at: { lt: new Date(now) } } })
    await prisma.session.create({
      data: {
        token_hash: hashToken(token),
        operator_id,
        user_id,
        expires_at: new Date(now + sessionSeconds * 1000),
      },
      select: { expires_at: true },
    })
    return token
  })
}

function idsOf(owner: SessionOwner): { operator_id: bigint | null; user_id: bigint | null } {
  return 'operator_id' in owner
    ? { operator_id: BigInt(owner.operator_id), user_id: null }
    : { operator_id: null, user_id: BigInt(owner.user_id) }
}

export async function endSession({ prisma }: Database, token: string): Promise<void> {
  await prisma.session.deleteMany({ where: { token_hash: hashToken(token) } })
}

const sessionRow = z.object({
  operator_id: Id.nullable(),
  operator_name: z.string().nullable(),
  role: z.enum(['admin', 'analyst']).nullable(),
  user_id: Id.nullable(),
  user_name: z.string().nullable(),
})

/**
 * A prepared statement, since every request of somebody who is signed in makes this look-up.
 * @returns undefined for a token without a session, or with one that ended
 */
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
