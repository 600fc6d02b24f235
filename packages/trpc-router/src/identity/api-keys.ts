import { type Database, Prisma, type Query } from '@streaming/db'
import { z } from 'zod'
import type { Actor } from '../access/actor.ts'
import { badRequest, conflict, notFound } from '../errors.ts'
import { Id, InstantRow } from '../schemas.ts'
import { requireReferences } from '../writes/references.ts'
import { type Writer, write } from '../writes/write.ts'
import { createToken, hashToken } from './token.ts'

/** Programs' credentials: made, revoked, and recognised in a request. */

export const keyRoles = ['admin', 'analyst', 'member'] as const
export type KeyRole = (typeof keyRoles)[number]

export const ApiKeyRow = z.object({
  api_key_id: Id,
  name: z.string(),
  role: z.enum(keyRoles),
  user_id: Id.nullable(),
  created_at: InstantRow,
  expires_at: InstantRow.nullable(),
  last_used_at: InstantRow.nullable(),
  revoked_at: InstantRow.nullable(),
})
export type ApiKeyRow = z.output<typeof ApiKeyRow>

export const apiKeyColumns = Prisma.sql`
  k.api_key_id::TEXT AS api_key_id, k.name, k.role, k.user_id::TEXT AS user_id, k.created_at, k.expires_at,
  k.last_used_at, k.revoked_at`

/** So that a key is recognised where it should not be, such as in a repository. */
const prefix = 'sds_'

/**
 * @returns the key itself, which is nowhere kept and cannot be shown again, and its row
 * @throws TRPCError when a key of that name is in force, a member's key names no user, or the end lies behind
 */
export async function createApiKey(
  writer: Writer,
  fields: { name: string; role: KeyRole; user_id?: string | undefined; expires_at?: string | undefined },
): Promise<ApiKeyRow & { key: string }> {
  if ((fields.role === 'member') !== (fields.user_id !== undefined))
    throw badRequest('user_id', 'expected for the role member, and for no other')
  if (fields.expires_at !== undefined && Date.parse(fields.expires_at) <= Date.now())
    throw badRequest('expires_at', `expected an instant to come, got ${fields.expires_at}`)
  const key = prefix + createToken()
  return write(writer, 'apiKeys.create', async (query) => {
    if (fields.user_id !== undefined) await requireReferences(query, [{ user_id: fields.user_id }])
    const same = await query(
      Prisma.sql`
        SELECT name FROM api_keys
        WHERE name = ${fields.name} AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())`,
      z.object({ name: z.string() }),
    )
    if (same.length > 0)
      throw conflict('name', `${JSON.stringify(fields.name)} is the name of a key in force`)
    const [row] = await query(
      Prisma.sql`
        INSERT INTO api_keys AS k (name, key_hash, role, user_id, expires_at)
        VALUES (${fields.name}, ${hashToken(key)}, ${fields.role}, ${fields.user_id ?? null}::INT8,
          ${fields.expires_at ?? null}::TIMESTAMPTZ)
        RETURNING ${apiKeyColumns}`,
      ApiKeyRow,
    )
    if (row === undefined) throw new Error('RETURNING gives the row that was written')
    return {
      answer: { ...row, key },
      entity: 'api_keys',
      entity_id: row.api_key_id,
      before: null,
      after: row,
    }
  })
}

export function listApiKeys(database: Database): Promise<ApiKeyRow[]> {
  return database.query(
    Prisma.sql`SELECT ${apiKeyColumns} FROM api_keys AS k ORDER BY k.api_key_id`,
    ApiKeyRow,
  )
}

/** A key that is revoked already stays as it is. */
export function revokeApiKey(writer: Writer, id: string): Promise<ApiKeyRow> {
  return write(writer, 'apiKeys.revoke', async (query) => {
    const before = await findApiKey(query, id)
    await query(
      Prisma.sql`UPDATE api_keys SET revoked_at = COALESCE(revoked_at, now()) WHERE api_key_id = ${id}::INT8`,
      z.never(),
    )
    const after = await findApiKey(query, id)
    return { answer: after, entity: 'api_keys', entity_id: id, before, after }
  })
}

export async function findApiKey(query: Query, id: string): Promise<ApiKeyRow> {
  const [row] = await query(
    Prisma.sql`SELECT ${apiKeyColumns} FROM api_keys AS k WHERE k.api_key_id = ${id}::INT8`,
    ApiKeyRow,
  )
  if (row === undefined) throw notFound(`API key ${id}`)
  return row
}

const known = z.object({ api_key_id: Id, name: z.string(), role: z.enum(keyRoles), user_id: Id.nullable() })

/** @returns undefined for a key that is unknown, expired or revoked: which of them is told to nobody */
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
  await database.execute('UPDATE api_keys SET last_used_at = now() WHERE api_key_id = $1::INT8', [id])
}
