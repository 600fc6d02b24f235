import { Prisma } from '@streaming/db'
import { z } from 'zod'
import { answering } from '../answering.ts'
import { notFound } from '../errors.ts'
import { line } from '../fields.ts'
import { page, pageOf, pageParameters } from '../page.ts'
import { Id, Instant, InstantRow, optionalParameters, parameters } from '../schemas.ts'
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
  is_whole: z.boolean().meta({ description: 'false in a list when a row is too long for it: get has it.' }),
  request_id: z.string().meta({ description: 'Of the request’s lines in the log.' }),
})
const entryRow = AuditEntry.extend({ recorded_at: InstantRow, before: storedRow, after: storedRow })

/** Characters of a row that a list still shows; a batch of watches has half a million. */
const shortEnough = 20_000

const identity = Prisma.sql`
  a.audit_id::TEXT AS audit_id, a.recorded_at, a.actor, a.actor_name, a.action, a.entity, a.entity_id, a.request_id`
const short = (column: Prisma.Sql) =>
  Prisma.sql`CASE WHEN length(${column}) <= ${shortEnough}::INT8 THEN ${column} END`
const before = Prisma.sql`a.before_json`
const after = Prisma.sql`a.after_json`

const listing = {
  select: Prisma.sql`
    SELECT ${identity}, ${short(before)} AS before, ${short(after)} AS after,
      GREATEST(COALESCE(length(${before}), 0), COALESCE(length(${after}), 0)) <= ${shortEnough}::INT8 AS is_whole
    FROM audit_trail AS a`,
  row: entryRow,
  sorts: { audit_id: { sql: Prisma.sql`a.audit_id`, type: 'INT8' } },
  key: { audit_id: { sql: Prisma.sql`a.audit_id`, type: 'INT8' } },
} as const

const example = {
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
  is_whole: true,
}

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
    .query(
      answering(pageOf(AuditEntry, example), ({ ctx, input }) =>
        page(ctx.database.query, listing, input, [
          is('actor', input.actor),
          is('action', input.action),
          is('entity', input.entity),
          is('entity_id', input.entity_id),
        ]),
      ),
    ),
  get: procedure
    .meta({
      method: 'GET',
      path: '/api/audit-trail/{audit_id}',
      summary: 'One audit entry',
      description: 'The entry with this id, with its rows whole.',
      tag: 'Access',
      access: 'administration',
    })
    .input(parameters({ audit_id: Id }))
    .query(
      answering(AuditEntry.meta({ example }), async ({ ctx, input }) => {
        const [entry] = await ctx.database.query(
          Prisma.sql`
            SELECT ${identity}, ${before} AS before, ${after} AS after, true AS is_whole
            FROM audit_trail AS a WHERE a.audit_id = ${input.audit_id}::INT8`,
          entryRow,
        )
        if (entry === undefined) throw notFound(`audit entry ${input.audit_id}`)
        return entry
      }),
    ),
})
