import { Prisma } from '@streaming/db'
import { z } from 'zod'
import { line } from '../fields.ts'
import { page, pageOf, pageParameters } from '../page.ts'
import { Id, Instant, InstantRow, optionalParameters } from '../schemas.ts'
import { procedure, router } from '../trpc.ts'

/** Who did what to what, and when. It is written with the change itself (writes/write.ts) and never changed. */

/** The row of the table as it was, whose shape is its table's. */
const Row = z.unknown().nullable()
const storedRow = z
  .string()
  .nullable()
  .transform((text): unknown => (text === null ? null : JSON.parse(text)))

const AuditEntry = z.object({
  audit_id: Id,
  recorded_at: Instant,
  actor: z.string().meta({ description: '`operator:1`, `user:7`, `key:3` or `command line`.' }),
  actor_name: z.string(),
  action: z.string(),
  entity: z.string(),
  entity_id: z.string(),
  before: Row.meta({ description: 'The row before, without secrets; null when it was made.' }),
  after: Row.meta({ description: 'The row after; null when it was deleted.' }),
  request_id: z.string().meta({ description: 'Of the request’s lines in the log.' }),
})
const entryRow = AuditEntry.extend({ recorded_at: InstantRow, before: storedRow, after: storedRow })

const listing = {
  select: Prisma.sql`
    SELECT a.audit_id::TEXT AS audit_id, a.recorded_at, a.actor, a.actor_name, a.action, a.entity, a.entity_id,
      a.before_json AS before, a.after_json AS after, a.request_id
    FROM audit_trail AS a`,
  row: entryRow,
  sorts: { audit_id: { sql: Prisma.sql`a.audit_id`, type: 'INT8' } },
  key: { audit_id: { sql: Prisma.sql`a.audit_id`, type: 'INT8' } },
} as const

const is = (column: 'actor' | 'action' | 'entity' | 'entity_id', value: string | undefined) =>
  value === undefined ? undefined : Prisma.sql`${Prisma.raw(`a.${column}`)} = ${value}`

export const auditTrail = router({
  list: procedure
    .meta({
      method: 'GET',
      path: '/api/audit-trail',
      summary: 'Audit trail',
      description:
        'Every write, newest first: who, what, when, and the row before and after, without secrets.',
      tag: 'Access',
      access: 'administration',
    })
    .input(
      optionalParameters({
        actor: line('an actor', 'operator:1').optional(),
        action: line('an action', 'users.update').optional(),
        entity: line('a table', 'users').optional(),
        entity_id: line('an id', '1').optional(),
        ...pageParameters(['audit_id'], 'desc'),
      }),
    )
    .output(
      pageOf(AuditEntry, {
        audit_id: '1',
        recorded_at: '2024-09-22T07:53:29.000Z',
        actor: 'operator:1',
        actor_name: 'Admin',
        action: 'plans.update',
        entity: 'subscriptions',
        entity_id: '1',
        before: { name: 'Premium', price: 14.99 },
        after: { name: 'Premium', price: 15.99 },
        request_id: '5f3c9a52-1c1f-4b1b-9c55-3a2f6f0e7d10',
      }),
    )
    .query(({ ctx, input }) =>
      page(ctx.database.query, listing, input, [
        is('actor', input.actor),
        is('action', input.action),
        is('entity', input.entity),
        is('entity_id', input.entity_id),
      ]),
    ),
})
