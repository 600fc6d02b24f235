import { readFileSync } from 'node:fs'
import { type Attribute, type Field, getSchema, type Model } from '@mrleebo/prisma-ast'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { Prisma } from '../generated/client.ts'
import { notOnCockroachDB, openTestDatabase } from '../testing/index.ts'

/** schema.prisma and the migrations are two texts about the same tables; this is what keeps them one. */

const database = await openTestDatabase()
const schema = getSchema(readFileSync(new URL('../../schema.prisma', import.meta.url), 'utf8'))
const models = schema.list.filter((block): block is Model => block.type === 'model')
const modelNames = new Set(models.map(({ name }) => name))

/** The table of a model. */
function tableOf(model: Model | undefined): string {
  const map = model?.properties.find((property) => property.type === 'attribute' && property.name === 'map')
  return map?.type === 'attribute' ? unquoted(argument(map, undefined)) : 'no table'
}

function columnsOf(model: Model): Field[] {
  return model.properties.filter(
    (property): property is Field =>
      property.type === 'field' &&
      !(typeof property.fieldType === 'string' && modelNames.has(property.fieldType)),
  )
}

function relationsOf(model: Model): Field[] {
  return model.properties.filter(
    (property): property is Field =>
      property.type === 'field' && (property.attributes ?? []).some(({ name }) => name === 'relation'),
  )
}

/** Prisma's native types, as PostgreSQL's catalogue calls them. */
function nativeType(field: Field): string {
  const native = (field.attributes ?? []).find(({ group }) => group === 'db')
  const args = (native?.args ?? []).map(({ value }) => String(value)).join(',')
  const names: Record<string, string> = {
    Int2: 'smallint',
    Float8: 'double precision',
    Int4: 'integer',
    Int8: 'bigint',
    String: 'text',
    Bool: 'boolean',
    Date: 'date',
    Decimal: `numeric(${args})`,
    Timestamptz: `timestamp(${args}) with time zone`,
  }
  return names[native?.name ?? ''] ?? `unknown type of ${field.name}`
}

/** The text of an argument: a bare value, a list, or what stands after a key. */
function argument(attribute: Pick<Attribute, 'args'>, key: string | undefined): unknown {
  for (const { value } of attribute.args ?? []) {
    const keyed = value instanceof Object && 'type' in value && value.type === 'keyValue'
    if (keyed && 'key' in value && value.key === key && 'value' in value) return value.value
    if (!keyed && key === undefined) return value
  }
  return undefined
}

function listed(value: unknown): string[] {
  const args: unknown = value instanceof Object && 'args' in value ? value.args : []
  return z
    .array(z.unknown())
    .parse(args)
    .map((item) => {
      if (typeof item === 'string') return item
      const call = z
        .object({ name: z.string(), params: z.array(z.object({ key: z.string(), value: z.string() })) })
        .parse(item)
      return `${call.name}${call.params.some(({ key, value }) => key === 'sort' && value === 'Desc') ? ' DESC' : ''}`
    })
}

function unquoted(value: unknown): string {
  return String(value).replaceAll('"', '')
}

const columnRow = z.object({
  table: z.string(),
  column: z.string(),
  type: z.string(),
  nullable: z.boolean(),
  generated: z.boolean(),
})

test('every model has its table and every table its model', async () => {
  const tables = await database.query(
    Prisma.sql`SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_name NOT LIKE '\\_%'`,
    z.object({ name: z.string() }),
  )
  expect(tables.map(({ name }) => name).sort()).toEqual(models.map(tableOf).sort())
})

test('every column agrees in name, type, nullability and being generated', async (context) => {
  notOnCockroachDB(context, 'by the catalogue of PostgreSQL')
  const rows = await database.query(
    Prisma.sql`
      /* only postgresql: its catalogue */
      SELECT t.relname AS table, a.attname AS column, format_type(a.atttypid, a.atttypmod) AS type,
        NOT a.attnotnull AS nullable, COALESCE(pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval%', false) AS generated
      FROM pg_attribute AS a JOIN pg_class AS t ON t.oid = a.attrelid JOIN pg_namespace AS n ON n.oid = t.relnamespace
      LEFT JOIN pg_attrdef AS d ON d.adrelid = t.oid AND d.adnum = a.attnum
      WHERE n.nspname = 'public' AND t.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND t.relname NOT LIKE '\\_%'`,
    columnRow,
  )
  const declared = models.flatMap((model) =>
    columnsOf(model).map((field) => ({
      table: tableOf(model),
      column: field.name,
      type: nativeType(field),
      nullable: field.optional === true,
      generated: JSON.stringify(field.attributes ?? []).includes('autoincrement'),
    })),
  )
  const byName = (a: { table: string; column: string }, b: { table: string; column: string }) =>
    `${a.table}.${a.column}`.localeCompare(`${b.table}.${b.column}`)
  expect(rows.sort(byName)).toEqual(declared.sort(byName))
})

test('every primary key, unique key and index of columns agrees in name, columns and order', async (context) => {
  notOnCockroachDB(context, 'by the catalogue of PostgreSQL')
  const rows = await database.query(
    Prisma.sql`
      /* only postgresql: its catalogue */
      SELECT t.relname AS table, i.relname AS name, x.indisprimary AS primary, x.indisunique AS unique,
        string_agg(a.attname || CASE WHEN x.indoption[k.place - 1] & 1 = 1 THEN ' DESC' ELSE '' END, ',' ORDER BY k.place) AS columns
      FROM pg_index AS x JOIN pg_class AS i ON i.oid = x.indexrelid JOIN pg_class AS t ON t.oid = x.indrelid
      JOIN pg_namespace AS n ON n.oid = t.relnamespace
      CROSS JOIN LATERAL generate_series(1, x.indnkeyatts) AS k(place)
      JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum = x.indkey[k.place - 1]
      WHERE n.nspname = 'public' AND t.relname NOT LIKE '\\_%' AND x.indexprs IS NULL
      GROUP BY 1, 2, 3, 4`,
    z.object({
      table: z.string(),
      name: z.string(),
      primary: z.boolean(),
      unique: z.boolean(),
      columns: z.string(),
    }),
  )
  const declared = models.flatMap((model) => [
    ...columnsOf(model).flatMap((field) =>
      (field.attributes ?? []).flatMap((attribute) => {
        if (attribute.name === 'id')
          return [
            {
              table: tableOf(model),
              name: `${tableOf(model)}_pkey`,
              primary: true,
              unique: true,
              columns: field.name,
            },
          ]
        if (attribute.name !== 'unique') return []
        return [
          {
            table: tableOf(model),
            name: unquoted(argument(attribute, 'map')),
            primary: false,
            unique: true,
            columns: field.name,
          },
        ]
      }),
    ),
    ...model.properties.flatMap((property) => {
      if (property.type !== 'attribute' || property.name === 'map') return []
      const attribute = property
      const primary = attribute.name === 'id'
      return [
        {
          table: tableOf(model),
          name: unquoted(argument(attribute, 'map')),
          primary,
          unique: primary || attribute.name === 'unique',
          columns: listed(argument(attribute, undefined)).join(','),
        },
      ]
    }),
  ])
  const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name)
  expect(rows.sort(byName)).toEqual(declared.sort(byName))
})

test('every foreign key agrees in name, columns, target and actions', async (context) => {
  notOnCockroachDB(context, 'by the catalogue of PostgreSQL')
  const rows = await database.query(
    Prisma.sql`
      /* only postgresql: its catalogue */
      SELECT conname AS name, conrelid::regclass::TEXT AS table, confrelid::regclass::TEXT AS target,
        confdeltype::TEXT AS on_delete, confupdtype::TEXT AS on_update,
        (SELECT string_agg(attname, ',') FROM pg_attribute WHERE attrelid = conrelid AND attnum = ANY(conkey)) AS columns
      FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace`,
    z.object({
      name: z.string(),
      table: z.string(),
      target: z.string(),
      on_delete: z.string(),
      on_update: z.string(),
      columns: z.string(),
    }),
  )
  const action = (value: unknown) => ({ Restrict: 'r', Cascade: 'c' })[String(value)] ?? 'unknown'
  const declared = models.flatMap((model) =>
    relationsOf(model).flatMap((field) =>
      (field.attributes ?? []).map((relation) => ({
        name: unquoted(argument(relation, 'map')),
        table: tableOf(model),
        target: tableOf(models.find(({ name }) => name === field.fieldType)),
        on_delete: action(argument(relation, 'onDelete')),
        on_update: action(argument(relation, 'onUpdate')),
        columns: listed(argument(relation, 'fields')).join(','),
      })),
    ),
  )
  const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name)
  expect(rows.sort(byName)).toEqual(declared.sort(byName))
})

test('every foreign key column leads an index', async (context) => {
  notOnCockroachDB(context, 'by the catalogue of PostgreSQL')
  const rows = await database.query(
    Prisma.sql`
      /* only postgresql: its catalogue */
      SELECT c.conname AS name FROM pg_constraint AS c
      WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace
        AND NOT EXISTS (SELECT 1 FROM pg_index AS x WHERE x.indrelid = c.conrelid AND x.indkey[0] = c.conkey[1])`,
    z.object({ name: z.string() }),
  )
  expect(rows).toEqual([])
})

test('indexes of expressions, which schema.prisma cannot say, are those that its comments name', async (context) => {
  notOnCockroachDB(context, 'by the catalogue of PostgreSQL')
  const rows = await database.query(
    Prisma.sql`
      /* only postgresql: its catalogue */
      SELECT i.relname AS name, pg_get_indexdef(x.indexrelid) AS definition
      FROM pg_index AS x JOIN pg_class AS i ON i.oid = x.indexrelid JOIN pg_namespace AS n ON n.oid = i.relnamespace
      WHERE n.nspname = 'public' AND x.indexprs IS NOT NULL ORDER BY 1`,
    z.object({ name: z.string(), definition: z.string() }),
  )
  expect(rows.map(({ name, definition }) => [name, definition.replace(/^.* USING btree /, '')])).toEqual([
    ['content_genre_idx', '(lower(genre), rating DESC, content_id, genre)'],
    ['content_type_ids_idx', '(lower(content_type), content_id, content_type)'],
    ['content_type_idx', '(lower(content_type), rating DESC, content_id, content_type)'],
  ])
  const comments = JSON.stringify(models.map(({ properties }) => properties))
  for (const { name } of rows) expect(comments).toContain(name)
})
