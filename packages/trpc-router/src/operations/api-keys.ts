import { Prisma } from '@streaming/db'
import { z } from 'zod'
import { answering } from '../answering.ts'
import { instant, line, searchText } from '../fields.ts'
import {
  ApiKeyRow,
  apiKeyColumns,
  createApiKey,
  findApiKey,
  keyRoles,
  revokeApiKey,
} from '../identity/api-keys.ts'
import { contains, page, pageOf, pageParameters } from '../page.ts'
import { Id, Instant, optionalParameters, parameters } from '../schemas.ts'
import { procedure, router } from '../trpc.ts'

const example = {
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

const tag = 'Access' as const
const key = { api_key_id: Id }
const listing = {
  select: Prisma.sql`SELECT ${apiKeyColumns} FROM api_keys AS k`,
  row: ApiKeyRow,
  sorts: {
    created_at: { sql: Prisma.sql`k.created_at`, type: 'TIMESTAMPTZ' },
    name: { sql: Prisma.sql`k.name`, type: 'TEXT' },
    role: { sql: Prisma.sql`k.role`, type: 'TEXT' },
  },
  key: { api_key_id: { sql: Prisma.sql`k.api_key_id`, type: 'INT8' } },
} as const

export const apiKeys = router({
  list: procedure
    .meta({
      method: 'GET',
      path: '/api/api-keys',
      summary: 'API keys',
      description:
        'API keys, newest first or as sort says, also those that expired or were revoked; never the keys themselves.',
      tag,
      access: 'administration',
    })
    .input(
      optionalParameters({
        search: searchText('part of a name'),
        user_id: Id.optional().meta({ description: 'Only keys that reach this user’s data.' }),
        ...pageParameters(['created_at', 'name', 'role'], 'desc'),
      }),
    )
    .query(
      answering(pageOf(ApiKey, example), ({ ctx, input }) =>
        page(ctx.database.query, listing, input, [
          contains([Prisma.sql`k.name`], input.search),
          input.user_id === undefined ? undefined : Prisma.sql`k.user_id = ${input.user_id}::INT8`,
        ]),
      ),
    ),
  get: procedure
    .meta({
      method: 'GET',
      path: '/api/api-keys/{api_key_id}',
      summary: 'One API key',
      description: 'The API key with this id; never the key itself.',
      tag,
      access: 'administration',
    })
    .input(parameters(key))
    .query(answering(ApiKey, ({ ctx, input }) => findApiKey(ctx.database.query, input.api_key_id))),
  create: procedure
    .meta({
      method: 'POST',
      status: 201,
      path: '/api/api-keys',
      summary: 'Make an API key',
      description:
        'Makes a key and answers it this once: only its hash is kept. A name that a key in force has is a conflict.',
      tag,
      access: 'administration',
    })
    .input(
      parameters({
        name: line('a name', 'nightly export', 100),
        role: z.enum(keyRoles, 'expected admin, analyst or member'),
        user_id: Id.optional().meta({
          description: 'Whose data it reaches: for the role member, and only for it.',
        }),
        expires_at: instant.optional().meta({ description: 'ISO 8601 with a zone; never, if left out.' }),
      }),
    )
    .output(
      z.object({ ...ApiKey.shape, key: z.string() }).meta({ example: { ...example, key: 'sds_kq2v…' } }),
    )
    .mutation(({ ctx, input }) => createApiKey(ctx, input)),
  revoke: procedure
    .meta({
      method: 'DELETE',
      path: '/api/api-keys/{api_key_id}',
      summary: 'Revoke an API key',
      description: 'Ends a key at once and for ever; it stays in the list.',
      tag,
      access: 'administration',
    })
    .input(parameters(key))
    .output(ApiKey)
    .mutation(({ ctx, input }) => revokeApiKey(ctx, input.api_key_id)),
})
