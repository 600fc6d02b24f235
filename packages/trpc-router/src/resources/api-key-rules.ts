import type { Database, Prisma, Transaction } from '@streaming/db'
import { z } from 'zod'
import { type KeyRole, keyRoles } from '../identity/key-roles.ts'
import { createToken, hashToken } from '../identity/token.ts'
import { badRequest, conflict, notFound } from '../procedure/errors.ts'
import { Id, Instant } from '../procedure/fields/schemas.ts'
import { resolveReference } from './references.ts'
import { type Writer, write } from './write.ts'

/** API keys as rows: for the procedures, and for the command that makes and revokes them. */

export const example = {
  api_key_id: '1',
  name: 'nightly export',
  role: 'analyst' as const,
  user_id: null,
  created_at: '2024-09-01T10:00:00.000Z',
  expires_at: null,
  last_used_at: null,
  revoked_at: null,
}
export const ApiKey = z
  .object({
    api_key_id: Id,
    name: z.string(),
    role: z.enum(keyRoles),
    user_id: Id.nullable().meta({
      description: 'Whose data a member’s key reaches; null for the other roles.',
    }),
    created_at: Instant,
    expires_at: Instant.nullable(),
    last_used_at: Instant.nullable().meta({ description: 'To the minute.' }),
    revoked_at: Instant.nullable(),
  })
  .meta({ example })
export type ApiKey = z.output<typeof ApiKey>

/** All but the hash, which is not even read. */
export const apiKeyColumns = {
  api_key_id: true,
  name: true,
  role: true,
  user_id: true,
  created_at: true,
  expires_at: true,
  last_used_at: true,
  revoked_at: true,
} as const satisfies Prisma.ApiKeySelect

/** So that a key is recognised where it should not be, such as in a repository. */
const prefix = 'sds_'

/**
 * @returns the key itself, which is nowhere kept and cannot be shown again, and its row
 * @throws TRPCError when a key of that name is in force, a member's key names no user, or the end lies behind
 */
export async function createApiKey(
  writer: Writer,
  fields: { name: string; role: KeyRole; user_id?: string | undefined; expires_at?: string | undefined },
): Promise<ApiKey & { key: string }> {
  const { name, role, user_id, expires_at } = fields
  if ((role === 'member') !== (user_id !== undefined))
    throw badRequest('user_id', 'expected for the role member, and for no other')
  if (expires_at !== undefined && Date.parse(expires_at) <= Date.now())
    throw badRequest('expires_at', `expected an instant to come, got ${expires_at}`)
  const key = prefix + createToken()
  return write(writer, 'apiKeys.create', async (transaction) => {
    if (user_id !== undefined) await resolveReference(transaction, { user_id })
    await refuseTakenName(transaction, name)
    const row = await transaction.prisma.apiKey.create({
      data: {
        name,
        role,
        key_hash: hashToken(key),
        user_id: user_id === undefined ? null : BigInt(user_id),
        expires_at: expires_at ?? null,
      },
      select: apiKeyColumns,
    })
    const after = apiKeyOf(row)
    return { ...changeOf(null, after), answer: { ...after, key } }
  })
}

/** A key that is revoked already stays as it is. */
export function revokeApiKey(writer: Writer, id: string): Promise<ApiKey> {
  return write(writer, 'apiKeys.revoke', async (transaction) => {
    const before = await findApiKey(transaction, id)
    if (before.revoked_at !== null) return changeOf(before, before)
    const row = await transaction.prisma.apiKey.update({
      where: { api_key_id: BigInt(id) },
      data: { revoked_at: new Date() },
      select: apiKeyColumns,
    })
    return changeOf(before, apiKeyOf(row))
  })
}

export async function listApiKeys({ prisma }: Database): Promise<ApiKey[]> {
  const keys = await prisma.apiKey.findMany({ orderBy: { api_key_id: 'asc' }, select: apiKeyColumns })
  return keys.map(apiKeyOf)
}

/** @throws TRPCError NOT_FOUND */
export async function findApiKey({ prisma }: Pick<Transaction, 'prisma'>, id: string): Promise<ApiKey> {
  const row = await prisma.apiKey.findUnique({ where: { api_key_id: BigInt(id) }, select: apiKeyColumns })
  if (row === null) throw notFound(`API key ${id}`)
  return apiKeyOf(row)
}

async function refuseTakenName({ prisma }: Transaction, name: string): Promise<void> {
  const inForce = { revoked_at: null, OR: [{ expires_at: null }, { expires_at: { gt: new Date() } }] }
  const same = await prisma.apiKey.findFirst({ where: { name, ...inForce }, select: { name: true } })
  if (same !== null) throw conflict('name', `${JSON.stringify(name)} is the name of a key in force`)
}

export function apiKeyOf(row: Prisma.ApiKeyGetPayload<{ select: typeof apiKeyColumns }>): ApiKey {
  return {
    api_key_id: String(row.api_key_id),
    name: row.name,
    role: z.enum(keyRoles).parse(row.role),
    user_id: row.user_id === null ? null : String(row.user_id),
    created_at: row.created_at.toISOString(),
    expires_at: row.expires_at?.toISOString() ?? null,
    last_used_at: row.last_used_at?.toISOString() ?? null,
    revoked_at: row.revoked_at?.toISOString() ?? null,
  }
}

function changeOf(before: ApiKey | null, after: ApiKey) {
  return { answer: after, entity: 'api_keys', entity_id: after.api_key_id, before, after }
}
