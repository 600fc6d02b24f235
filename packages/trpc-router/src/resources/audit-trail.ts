import { type Database, Prisma } from '@streaming/db'
import { z } from 'zod'
import { notFound } from '../procedure/errors.ts'
import { line } from '../procedure/fields/fields.ts'
import { Id, Instant, optionalParameters, parameters } from '../procedure/fields/schemas.ts'
import { page, pageOf, pageParameters } from '../procedure/list/page.ts'
import { sortColumns } from '../procedure/list/sort-column.ts'
import { procedure, router } from '../procedure/trpc.ts'

/** Who did what to what, and when. It is written with the change itself (write.ts) and never changed. */

/** The row of the table as it was, whose shape is its table's; of a batch all its rows. */
const TableRow = z.record(z.string(), z.unknown())
const Row = z.union([TableRow, z.array(TableRow)]).nullable()
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
  is_whole: true,
  request_id: '5f3c9a52-1c1f-4b1b-9c55-3a2f6f0e7d10',
}
const AuditEntry = z
  .object({
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
  .meta({ example })

const columns = {
  audit_id: true,
  recorded_at: true,
  actor: true,
  actor_name: true,
  action: true,
  entity: true,
  entity_id: true,
  request_id: true,
} as const satisfies Prisma.AuditEntrySelect

const by = sortColumns<Prisma.AuditEntryWhereInput, Prisma.AuditEntryOrderByWithRelationInput>()
const audit_id = by.id(<T>(is: T) => ({ audit_id: is }))
const listing = { sorts: { audit_id }, key: { audit_id } }
const administration = { method: 'GET', tag: 'Access', access: 'administration' } as const

/** Of a page: each may have two long rows. */
const mostEntries = 200

export const auditTrail = router({
  list: procedure
    .meta({
      ...administration,
      path: '/api/audit-trail',
      summary: 'Audit trail',
      description:
        'Every write, newest first: who, what, when, and the row before and after, without secrets.',
      csv: true,
    })
    .input(
      optionalParameters({
        actor: line('an actor', 'operator:1').optional(),
        action: line('an action', 'users.update').optional(),
        entity: line('a table', 'users').optional(),
        entity_id: line('an id', '1').optional(),
        ...pageParameters(['audit_id'], 'desc', mostEntries),
      }),
    )
    .output(pageOf(AuditEntry, example))
    .query(({ ctx, input: { actor, action, entity, entity_id, ...input } }) => {
      const given = Object.entries({ actor, action, entity, entity_id }).filter(
        ([, value]) => value !== undefined,
      )
      return page(listing, input, [Object.fromEntries(given)], async (query) => {
        const entries = await ctx.database.prisma.auditEntry.findMany({ ...query, select: columns })
        const rows = await shortRows(
          ctx.database,
          entries.map(({ audit_id: id }) => id),
        )
        return entries.map((entry) => ({
          ...entryOf(entry),
          ...(rows.get(String(entry.audit_id)) ?? absent),
        }))
      })
    }),
  get: procedure
    .meta({
      ...administration,
      path: '/api/audit-trail/{audit_id}',
      summary: 'One audit entry',
      description: 'The entry with this id, with its rows whole.',
    })
    .input(parameters({ audit_id: Id }))
    .output(AuditEntry)
    .query(async ({ ctx, input }) => {
      const entry = await ctx.database.prisma.auditEntry.findFirst({
        where: { audit_id: BigInt(input.audit_id) },
      })
      if (entry === null) throw notFound(`audit entry ${input.audit_id}`)
      const { before_json, after_json } = entry
      return { ...entryOf(entry), before: parsed(before_json), after: parsed(after_json), is_whole: true }
    }),
})

/** Characters of a row that a list still shows; a batch of watches has half a million. */
const shortEnough = 20_000
const absent = { before: null, after: null, is_whole: false }

/** The rows before and after, where they are short: SQL, since Prisma cannot leave out a column by its length. */
async function shortRows({ query }: Database, ids: readonly bigint[]) {
  const short = (column: Prisma.Sql) =>
    Prisma.sql`CASE WHEN length(${column}) <= ${shortEnough}::INT8 THEN ${column} END`
  const before = Prisma.sql`a.before_json`
  const after = Prisma.sql`a.after_json`
  const rows = await query(
    Prisma.sql`
      SELECT a.audit_id::TEXT AS audit_id, ${short(before)} AS before, ${short(after)} AS after,
        GREATEST(COALESCE(length(${before}), 0), COALESCE(length(${after}), 0)) <= ${shortEnough}::INT8 AS is_whole
      FROM audit_trail AS a WHERE a.audit_id = ANY(${ids.map(String)}::INT8[])`,
    z.object({
      audit_id: Id,
      before: z.string().nullable().transform(parsed),
      after: z.string().nullable().transform(parsed),
      is_whole: z.boolean(),
    }),
  )
  return new Map(rows.map(({ audit_id: id, ...row }) => [id, row]))
}

function parsed(json: string | null): z.output<typeof Row> {
  return json === null ? null : Row.parse(JSON.parse(json))
}

function entryOf(entry: Prisma.AuditEntryGetPayload<{ select: typeof columns }>) {
  const { audit_id: id, recorded_at, actor, actor_name, action, entity, entity_id, request_id } = entry
  const identity = { actor, actor_name, action, entity, entity_id, request_id }
  return { ...identity, audit_id: String(id), recorded_at: recorded_at.toISOString() }
}
