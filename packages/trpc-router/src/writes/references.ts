import { Prisma, type Query } from '@streaming/db'
import { z } from 'zod'
import { badRequest } from '../errors.ts'
import { Id } from '../schemas.ts'

/** One row's references, and how its place is named: `items.3.` or nothing. */
export interface References {
  user_id: string
  content_id?: string
  at?: string
}

/** @throws TRPCError naming the first field that refers to nobody or nothing, so that it can be shown at that field */
export async function requireReferences(query: Query, rows: readonly References[]): Promise<void> {
  const users = await known(
    query,
    'users',
    'user_id',
    rows.map(({ user_id }) => user_id),
  )
  const titles = await known(
    query,
    'content',
    'content_id',
    rows.flatMap(({ content_id }) => (content_id === undefined ? [] : [content_id])),
  )
  for (const { user_id, content_id, at = '' } of rows) {
    if (!users.has(BigInt(user_id))) throw badRequest(`${at}user_id`, `there is no user ${user_id}`)
    if (content_id !== undefined && !titles.has(BigInt(content_id)))
      throw badRequest(`${at}content_id`, `there is no title ${content_id}`)
  }
}

async function known(
  query: Query,
  table: 'users' | 'content',
  key: 'user_id' | 'content_id',
  ids: readonly string[],
): Promise<ReadonlySet<bigint>> {
  const distinct = [...new Set(ids)]
  const column = Prisma.raw(key)
  const rows = await query(
    Prisma.sql`SELECT ${column}::TEXT AS id FROM ${Prisma.raw(table)} WHERE ${column} = ANY(${distinct}::INT8[])`,
    z.object({ id: Id }),
  )
  return new Set(rows.map(({ id }) => BigInt(id)))
}
