import type { Prisma, Query, ReadOnlyDatabase } from '@streaming/db'
import { TRPCError } from '@trpc/server'
import { requireRole } from '../procedure/access.ts'
import type { Context } from '../procedure/context.ts'
import { callProcedure } from './call-procedure.ts'
import { queryInput } from './input/query-input.ts'
import { findPlace } from './route-table.ts'

/** How an answer of the API came about. */
export interface Explanation {
  /** Dotted, such as `analytics.topContent`. */
  procedure: string
  summary: string
  description: string
  /** As the procedure takes it. */
  input: Record<string, unknown>
  /** Statements of SQL in the order they were sent; none where rows were read by Prisma Client. */
  statements: { sql: string; parameters: string[] }[]
  /** From the call to the answer, milliseconds. */
  duration_ms: number
  /** The whole answer. */
  answer: unknown
}

/**
 * Asks a question of the API once more, and tells by which statements it was answered.
 * @param url path and query of a GET, such as `/api/viewing-trend?genre=Drama`
 * @throws TRPCError as the question itself would, and NOT_FOUND where there is none
 */
export async function explainAnswer(url: string, context: Context): Promise<Explanation> {
  const { pathname, searchParams } = new URL(url, 'http://localhost')
  const place = findPlace(pathname)
  const route = place && [...place.routes.values()].find(({ method }) => method === 'GET')
  if (place === undefined || route === undefined)
    throw new TRPCError({ code: 'NOT_FOUND', message: `There is no question ${pathname.slice(0, 200)}.` })
  requireRole(context.actor, route.access, context.reading)
  const query = new URLSearchParams(searchParams)
  query.delete('format')
  const input = queryInput(route.input, [...place.parameters, ...query])
  const statements: Explanation['statements'] = []
  const begin = performance.now()
  const answer = await callProcedure(route, input, {
    ...context,
    database: { ...context.database, ...recorded(context.database, statements) },
    analytics: recorded(context.analytics, statements),
  })
  return {
    procedure: route.procedure,
    summary: route.summary,
    description: route.description,
    input: { ...input },
    statements,
    duration_ms: performance.now() - begin,
    answer,
  }
}

function recorded(database: ReadOnlyDatabase, statements: Explanation['statements']): ReadOnlyDatabase {
  const noted =
    (ask: Query): Query =>
    (sql, row) => {
      statements.push({ sql: withoutIndent(sql), parameters: sql.values.map(written) })
      return ask(sql, row)
    }
  return {
    query: noted(database.query),
    prepared: noted(database.prepared),
    snapshot: (work) => database.snapshot((query, prepared) => work(noted(query), noted(prepared))),
    close: () => database.close(),
  }
}

function withoutIndent({ text }: Prisma.Sql): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const indents = lines.slice(1).map((line) => line.search(/\S/))
  const least = Math.min(...indents, Number.POSITIVE_INFINITY)
  return lines.map((line, at) => (at === 0 ? line.trimStart() : line.slice(least))).join('\n')
}

function written(value: unknown): string {
  return Array.isArray(value) ? `{${value.map(String).join(',')}}` : String(value)
}
