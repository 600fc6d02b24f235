import type { Prisma } from '@streaming/db'
import { z } from 'zod'
import { keyRoles } from '../identity/key-roles.ts'
import { instant, line, searchText } from '../procedure/fields/fields.ts'
import { Id, optionalParameters, parameters } from '../procedure/fields/schemas.ts'
import { page, pageOf, pageParameters } from '../procedure/list/page.ts'
import { sortColumns } from '../procedure/list/sort-column.ts'
import { containsInAnyCase } from '../procedure/list/text-filter.ts'
import { procedure, router } from '../procedure/trpc.ts'
import {
  ApiKey,
  apiKeyColumns,
  apiKeyOf,
  createApiKey,
  example,
  findApiKey,
  revokeApiKey,
} from './api-key-rules.ts'

/** Programs' credentials, as operators see them; identity/ recognises them in requests. */

const by = sortColumns<Prisma.ApiKeyWhereInput, Prisma.ApiKeyOrderByWithRelationInput>()
const listing = {
  sorts: {
    created_at: by.instant(<T>(is: T) => ({ created_at: is })),
    name: by.text(<T>(is: T) => ({ name: is })),
    role: by.text(<T>(is: T) => ({ role: is })),
  },
  key: { api_key_id: by.id(<T>(is: T) => ({ api_key_id: is })) },
}

const key = { api_key_id: Id }
const path = '/api/api-keys/{api_key_id}'
const administration = { tag: 'Access', access: 'administration' } as const

export const apiKeys = router({
  list: procedure
    .meta({
      ...administration,
      method: 'GET',
      path: '/api/api-keys',
      summary: 'API keys',
      description:
        'API keys, newest first or as sort says, also those that expired or were revoked; never the keys themselves.',
      csv: true,
    })
    .input(
      optionalParameters({
        search: searchText('part of a name'),
        user_id: Id.optional().meta({ description: 'Only keys that reach this user’s data.' }),
        ...pageParameters(['created_at', 'name', 'role'], 'desc'),
      }),
    )
    .output(pageOf(ApiKey, example))
    .query(({ ctx, input }) =>
      page(
        listing,
        input,
        [
          input.search ? { name: containsInAnyCase(input.search) } : undefined,
          input.user_id === undefined ? undefined : { user_id: BigInt(input.user_id) },
        ],
        async (query) =>
          (await ctx.database.prisma.apiKey.findMany({ ...query, select: apiKeyColumns })).map(apiKeyOf),
      ),
    ),
  get: procedure
    .meta({
      ...administration,
      method: 'GET',
      path,
      summary: 'One API key',
      description: 'The API key with this id; never the key itself.',
    })
    .input(parameters(key))
    .output(ApiKey)
    .query(({ ctx, input }) => findApiKey(ctx.database, input.api_key_id)),
  create: procedure
    .meta({
      ...administration,
      method: 'POST',
      status: 201,
      path: '/api/api-keys',
      summary: 'Make an API key',
      description:
        'Makes a key and answers it this once: only its hash is kept. A name that a key in force has is a conflict.',
    })
    .input(
      parameters({
        name: line('a name', 'nightly export', 100),
        role: z.enum(keyRoles, 'expected admin, analyst, member or ingest'),
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
      ...administration,
      method: 'DELETE',
      path,
      summary: 'Revoke an API key',
      description: 'Ends a key at once and for ever; it stays in the list.',
    })
    .input(parameters(key))
    .output(ApiKey)
    .mutation(({ ctx, input }) => revokeApiKey(ctx, input.api_key_id)),
})
