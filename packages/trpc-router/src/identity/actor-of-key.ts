import { type Database, databaseFault, Prisma } from '@streaming/db'
import { z } from 'zod'
import type { Actor } from '../procedure/actor.ts'
import { Id } from '../procedure/fields/schemas.ts'
import { keyRoles } from './key-roles.ts'
import { hashToken } from './token.ts'

const known = z.object({ api_key_id: Id, name: z.string(), role: z.enum(keyRoles), user_id: Id.nullable() })

/**
 * A prepared statement, since every request that shows a key makes this look-up.
 * @returns undefined for a key that is unknown, expired or revoked: which of them is told to nobody
 */
export async function actorOfKey(database: Database, key: string): Promise<Actor | undefined> {
  const [row] = await database.prepared(
    Prisma.sql`
      SELECT k.api_key_id::TEXT AS api_key_id, k.name, k.role, k.user_id::TEXT AS user_id
      FROM api_keys AS k
      WHERE k.key_hash = ${hashToken(key)} AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now())`,
    known,
  )
  if (row === undefined) return undefined
  await noteUse(database, row.api_key_id)
  return { role: row.role, id: `key:${row.api_key_id}`, name: row.name, user_id: row.user_id }
}

const noted = new WeakMap<Database, Map<string, number>>()

/** Once a minute and process, so that a busy key is not a row that everybody writes. */
async function noteUse(database: Database, id: string): Promise<void> {
  const times = noted.get(database) ?? new Map<string, number>()
  noted.set(database, times)
  const now = Date.now()
  if (now - (times.get(id) ?? 0) < 60_000) return
  times.set(id, now)
  const where = { api_key_id: BigInt(id) }
  try {
    await database.prisma.apiKey.updateMany({ where, data: { last_used_at: new Date(now) } })
  } catch (error) {
    // Whoever reads is not refused because it cannot be written down that they did.
    if (databaseFault(error) !== 'full') throw error
  }
}
