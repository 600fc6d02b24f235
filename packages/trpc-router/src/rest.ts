import type { IncomingMessage, ServerResponse } from 'node:http'
import { TRPCError } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import type { Context } from './context.ts'
import { toCsv } from './csv.ts'
import { badRequest, errorBody } from './errors.ts'
import { openApiDocument } from './openapi.ts'
import { queryInput } from './query-input.ts'
import { createCaller } from './router.ts'
import { pathParameters, type Route, routes } from './routes.ts'

/**
 * The REST face: every procedure under its documented path, called through the same router as tRPC, with
 * the same input, output and errors. It is an adapter of our own; docs/decisions says why.
 */

interface Answer {
  status: number
  type: 'application/json; charset=utf-8' | 'text/csv; charset=utf-8'
  body: string
  headers?: Record<string, string>
}

const matchers = routes.map((route) => ({
  route,
  names: pathParameters(route.path),
  pattern: new RegExp(`^${route.path.replace(/\{\w+\}/g, '([^/]+)')}/?$`),
}))

const allowed = 'GET, HEAD, OPTIONS'

export async function handleRest(
  request: IncomingMessage,
  response: ServerResponse,
  context: Context,
): Promise<void> {
  const answer = await answerTo(request, context).catch((error: unknown) => errorAnswer(error, context))
  response.statusCode = answer.status
  response.setHeader('content-type', answer.type)
  response.setHeader('content-length', Buffer.byteLength(answer.body))
  response.setHeader('cache-control', 'no-store')
  response.setHeader('vary', 'accept')
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value)
  response.end(request.method === 'HEAD' ? undefined : answer.body)
}

async function answerTo(request: IncomingMessage, context: Context): Promise<Answer> {
  const [path = '', search = ''] = splitOnce(request.url ?? '', '?')
  if (path === '/api/openapi.json')
    return gate(request) ?? { status: 200, type: 'application/json; charset=utf-8', body: documentText }
  const found = findRoute(path)
  if (found === undefined) {
    throw new TRPCError({
      code: 'NOT_FOUND',
      message: `There is no ${path.slice(0, 200)}. GET /api/openapi.json describes the paths.`,
    })
  }
  return (
    gate(request) ?? callProcedure(found, new URLSearchParams(search), request.headers.accept ?? '', context)
  )
}

/** What is not a GET: OPTIONS says what is allowed, the rest is refused. */
function gate(request: IncomingMessage): Answer | undefined {
  if (request.method === 'GET' || request.method === 'HEAD') return undefined
  if (request.method === 'OPTIONS')
    return { status: 204, type: 'application/json; charset=utf-8', body: '', headers: { allow: allowed } }
  const error = new TRPCError({
    code: 'METHOD_NOT_SUPPORTED',
    message: `${request.method} is not supported here; allowed: ${allowed}`,
  })
  return { ...errorOf(error), headers: { allow: allowed } }
}

function findRoute(path: string): { route: Route; parameters: [string, string][] } | undefined {
  for (const { route, names, pattern } of matchers) {
    const match = pattern.exec(path)
    if (match)
      return { route, parameters: names.map((name, index) => [name, decode(name, match[index + 1] ?? '')]) }
  }
  return undefined
}

function decode(name: string, text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw badRequest(name, `expected percent-encoded UTF-8, got ${JSON.stringify(text.slice(0, 80))}`)
  }
}

async function callProcedure(
  { route, parameters }: { route: Route; parameters: [string, string][] },
  query: URLSearchParams,
  accept: string,
  context: Context,
): Promise<Answer> {
  const format = route.csv ? takeFormat(query, accept) : 'json'
  const input = queryInput(route.input, [...parameters, ...query])
  const answer = await procedureOf(route, context)(input)
  if (format === 'json')
    return { status: 200, type: 'application/json; charset=utf-8', body: JSON.stringify(answer) }
  const name = route.path.split('/')[2] ?? 'answer'
  return {
    status: 200,
    type: 'text/csv; charset=utf-8',
    body: toCsv(answer, route.output),
    headers: { 'content-disposition': `inline; filename="${name}.csv"` },
  }
}

/** The query parameter decides, else the Accept header; `format` belongs to the wire and never reaches a procedure. */
function takeFormat(query: URLSearchParams, accept: string): 'json' | 'csv' {
  const asked = query.getAll('format')
  query.delete('format')
  if (asked.length > 1) throw badRequest('format', 'expected once, got twice')
  const [format] = asked
  if (format === 'json' || format === 'csv') return format
  if (format !== undefined)
    throw badRequest('format', `expected json or csv, got ${JSON.stringify(format.slice(0, 80))}`)
  return /\btext\/csv\b/.test(accept) && !/\bapplication\/json\b/.test(accept) ? 'csv' : 'json'
}

function procedureOf(route: Route, context: Context): (input: unknown) => Promise<unknown> {
  const target: unknown = route.procedure
    .split('.')
    .reduce<unknown>((at, name) => Reflect.get(Object(at), name), createCaller(context))
  if (typeof target !== 'function') throw new TypeError(`${route.procedure} is not a procedure`)
  return (input) => Reflect.apply(target, undefined, [input])
}

function errorAnswer(error: unknown, context: Context): Answer {
  if (error instanceof TRPCError) return errorOf(error)
  context.log.error({ request_id: context.request_id, err: error }, 'the REST adapter failed')
  return errorOf(
    new TRPCError({
      code: 'INTERNAL_SERVER_ERROR',
      message: `Something failed on our side. It is in the log as ${context.request_id}.`,
    }),
  )
}

function errorOf(error: TRPCError): Answer {
  const status = getHTTPStatusCodeFromError(error)
  const headers: Record<string, string> = status === 503 ? { 'retry-after': '1' } : {}
  return { status, type: 'application/json; charset=utf-8', body: JSON.stringify(errorBody(error)), headers }
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}

const documentText = JSON.stringify(openApiDocument)
