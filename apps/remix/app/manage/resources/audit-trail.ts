import type { Caller } from '@streaming/trpc-router/server'
import { formatInstant } from '../../display/format.ts'
import type { Resource } from '../resource.ts'

type AuditEntry = Awaited<ReturnType<Caller['auditTrail']['get']>>

/** Who did what to what, and when: read, and never changed. */
export const auditTrail: Resource<AuditEntry> = {
  path: 'audit-trail',
  api: '/api/audit-trail',
  mostRows: 200,
  title: 'Audit trail',
  noun: 'entry',
  filters: [
    { name: 'actor', label: 'Who', kind: 'text', help: 'operator:1' },
    { name: 'action', label: 'Action', kind: 'text', help: 'users.update' },
    { name: 'entity', label: 'Table', kind: 'text', help: 'users' },
    { name: 'entity_id', label: 'Key of the row', kind: 'text', help: '1' },
  ],
  columns: [
    {
      label: 'When (UTC)',
      sort: 'audit_id',
      value: ({ recorded_at }) => formatInstant(recorded_at),
    },
    { label: 'Who', value: whoOf },
    { label: 'Action', value: ({ action }) => action },
    { label: 'Table', value: ({ entity }) => entity },
    { label: 'Key', breaks: true, value: ({ entity_id }) => entity_id },
    { label: 'Request', breaks: true, value: ({ request_id }) => request_id },
  ],
  list: (caller, query) => caller.auditTrail.list(query),
  get: (caller, [audit_id = '']) => caller.auditTrail.get({ audit_id }),
  key: ({ audit_id }) => [audit_id],
  label: ({ action, entity_id, recorded_at }) => `${action} of ${entity_id}, ${formatInstant(recorded_at)}`,
  showsColumns: true,
  texts: ({ before, after }) => [
    { label: 'Before', text: before === null ? 'It was not there.' : JSON.stringify(before, null, 2) },
    { label: 'After', text: after === null ? 'It is gone.' : JSON.stringify(after, null, 2) },
  ],
  forms: [],
}

/** A command line has no other name. */
function whoOf({ actor, actor_name }: AuditEntry): string {
  return actor_name.toLowerCase() === actor.toLowerCase() ? actor_name : `${actor_name} (${actor})`
}
