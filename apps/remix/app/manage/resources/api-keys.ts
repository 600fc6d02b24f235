import type { Caller } from '@streaming/trpc-router/server'
import { formatInstant } from '../../display/format.ts'
import { adminRole, analystRole, ingestRole, memberRole } from '../choices/role-choices.ts'
import { type Resource, submit } from '../resource.ts'

type ApiKey = Awaited<ReturnType<Caller['apiKeys']['list']>>['items'][number] & { key?: string }

export const apiKeys: Resource<ApiKey> = {
  path: 'api-keys',
  api: '/api/api-keys',
  entity: 'api_keys',
  title: 'API keys',
  noun: 'API key',
  searches: 'Name',
  columns: [
    { label: 'Name', sort: 'name', value: ({ name }) => name },
    {
      label: 'Role',
      sort: 'role',
      value: ({ role, user_id }) => (user_id === null ? role : `${role}, user ${user_id}`),
    },
    { label: 'State', value: stateOf },
    { label: 'Made (UTC)', sort: 'created_at', value: ({ created_at }) => formatInstant(created_at) },
    {
      label: 'Last used (UTC)',
      value: ({ last_used_at }) => (last_used_at === null ? 'never' : formatInstant(last_used_at)),
    },
  ],
  list: (caller, query) => caller.apiKeys.list(query),
  get: (caller, [api_key_id = '']) => caller.apiKeys.get({ api_key_id }),
  key: ({ api_key_id }) => [api_key_id],
  label: ({ name }) => name,
  showsColumns: true,
  create: {
    fields: [
      { name: 'name', label: 'Name', required: true, help: 'What it is for.' },
      {
        name: 'role',
        label: 'Role',
        kind: 'choice',
        required: true,
        value: 'analyst',
        options: [analystRole, memberRole, ingestRole, adminRole],
      },
      { name: 'user_id', label: 'User', kind: 'user', help: 'For the role member, and only for it.' },
      { name: 'expires_at', label: 'Expires at, UTC', kind: 'instant', help: 'Never, if left empty.' },
    ],
    run: (caller, input) => submit(caller.apiKeys.create, input),
    secret: ({ key = '' }) => ({ noun: 'API key', value: key }),
  },
  forms: [],
  remove: {
    verb: 'Revoke',
    consequences: async (_caller, { last_used_at }) => ({
      sentences: [
        last_used_at === null
          ? 'It was never used.'
          : `It was last used on ${formatInstant(last_used_at)} UTC.`,
        'Programs that send it are refused from then on. It cannot be undone.',
      ],
    }),
    run: (caller, [api_key_id = '']) => caller.apiKeys.revoke({ api_key_id }),
    unavailable: ({ revoked_at }) => (revoked_at === null ? undefined : 'It is revoked already.'),
  },
}

function stateOf({ revoked_at, expires_at }: ApiKey): string {
  if (revoked_at !== null) return 'revoked'
  if (expires_at === null) return 'in force'
  const passed = Date.parse(expires_at) <= Date.now()
  return passed ? 'expired' : `until ${formatInstant(expires_at)}`
}
