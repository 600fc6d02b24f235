import type { IncomingMessage, ServerResponse } from 'node:http'
import { TRPCError } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import Negotiator from 'negotiator'
import { requireRole } from '../procedure/access.ts'
import type { Context } from '../procedure/context.ts'
import { badRequest, errorBody } from '../procedure/errors.ts'
import { callProcedure } from './call-procedure.ts'
import { toCsv } from './csv.ts'
import { errorHeaders } from './error-headers.ts'
import { requestInput } from './input/request-input.ts'
import { openApiDocument } from './openapi.ts'
import { allowedMethods, findPlace, type Place } from './route-table.ts'
import type { Route } from './routes.ts'
import { sendText } from './send-text.ts'

/**
 * The REST face: every procedure under its documented path, the same that tRPC and pages call, with the same input,
 * output and errors. It is an adapter of our own; docs/decisions says why.
 */

interface Answer {
  status: number
  type: 'application/json; charset=utf-8' | 'text/csv; charset=utf-8'
  body: string
  headers?: Record<string, string>
}

const json = 'application/json; charset=utf-8'

export async function handleRest(
  request: IncomingMessage,
  response: ServerResponse,
  context: Context,
): Promise<void> {
  let answer: Answer
  try {
    answer = await answerTo(request, context)
  } catch (error) {
    answer = errorAnswer(error, context)
  }
  sendAnswer(request, response, answer)
}

/** A refusal before there is a context, in the same shape. */
export function refuseRest(request: IncomingMessage, response: ServerResponse, error: TRPCError): void {
  sendAnswer(request, response, errorOf(error))
}

function sendAnswer(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  response.statusCode = answer.status
  response.setHeader('cache-control', 'no-store')
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value)
  // A body that was not read to its end would be taken for the next request.
  if (!request.complete) response.setHeader('connection', 'close')
  if (answer.status === 204) {
    response.setHeader('vary', 'accept')
    response.end()
    return
  }
  response.setHeader('content-type', answer.type)
  sendText(request, response, { text: answer.body, vary: 'accept' })
}

/** @throws TRPCError */
function answerTo(request: IncomingMessage, context: Context): Promise<Answer> | Answer {
  const [path = '', search = ''] = splitOnce(request.url ?? '', '?')
  if (path === '/api/openapi.json') return describe(request)
  const place = findPlace(path)
  if (place === undefined) {
    throw new TRPCError({
      code: 'NOT_FOUND',
      message: `There is no ${path.slice(0, 200)}. GET /api/openapi.json describes the paths.`,
    })
  }
  const route = routeFor(request.method, place)
  if (route !== undefined) return answerRoute(request, route, place, new URLSearchParams(search), context)
  return otherMethod(request.method, allowedMethods(place))
}

function describe(request: IncomingMessage): Answer {
  if (request.method === 'GET' || request.method === 'HEAD')
    return { status: 200, type: json, body: documentText }
  return otherMethod(request.method, 'GET, HEAD, OPTIONS')
}

function routeFor(method: string | undefined, { routes }: Place): Route | undefined {
  return [...routes.values()].find((route) => route.method === (method === 'HEAD' ? 'GET' : method))
}

/** OPTIONS says what is allowed, the rest is refused. */
function otherMethod(method: string | undefined, allow: string): Answer {
  if (method === 'OPTIONS') return { status: 204, type: json, body: '', headers: { allow } }
  const error = new TRPCError({
    code: 'METHOD_NOT_SUPPORTED',
    message: `${method} is not supported here; allowed: ${allow}`,
  })
  return { ...errorOf(error), headers: { allow } }
}

async function answerRoute(
  request: IncomingMessage,
  route: Route,
  place: Place,
  query: URLSearchParams,
  context: Context,
): Promise<Answer> {
  requireRole(context.actor, route.access, context.reading)
  const asked = new URLSearchParams(query)
  const format = route.csv ? takeFormat(query, request) : 'json'
  const input = await requestInput(request, route, place.parameters, query)
  const answer = await callProcedure(route, input, context)
  if (format === 'json') return { status: route.status, type: json, body: JSON.stringify(answer) }
  return {
    status: 200,
    type: 'text/csv; charset=utf-8',
    body: toCsv(answer, route.output),
    headers: {
      'content-disposition': `inline; filename="${fileName(route, asked)}.csv"`,
      ...linkToNext(answer, request, asked),
    },
  }
}

/** Of the question and its filters, in letters that every system's file names have: what is saved says what it is. */
function fileName({ path }: Route, asked: URLSearchParams): string {
  const filters = [...asked].filter(([name]) => !['format', 'cursor', 'limit'].includes(name))
  return [path.split('/')[2] ?? 'answer', ...filters.map(([name, value]) => `${name}-${value}`)]
    .map((part) => part.replace(/[^A-Za-z0-9._-]+/g, '-'))
    .join('_')
    .slice(0, longestName)
}

const longestName = 150

/** Where the page after this one is, which CSV has no place for (RFC 8288). */
function linkToNext(answer: unknown, request: IncomingMessage, asked: URLSearchParams): { link?: string } {
  const cursor: unknown = answer instanceof Object ? Reflect.get(answer, 'next_cursor') : null
  if (typeof cursor !== 'string') return {}
  const next = new URLSearchParams(asked)
  next.set('cursor', cursor)
  const [path] = splitOnce(request.url ?? '', '?')
  return { link: `<${path}?${next}>; rel="next"` }
}

/**
 * The query parameter decides, else the Accept header; one that takes neither gets JSON, as it gets errors.
 * `format` belongs to the wire and never reaches a procedure.
 */
function takeFormat(query: URLSearchParams, request: IncomingMessage): 'json' | 'csv' {
  const asked = query.getAll('format')
  query.delete('format')
  if (asked.length > 1) throw badRequest('format', 'expected once, got twice')
  const [format] = asked
  if (format === 'json' || format === 'csv') return format
  if (format !== undefined)
    throw badRequest('format', `expected json or csv, got ${JSON.stringify(format.slice(0, 80))}`)
  if (request.headers.accept === undefined) return 'json'
  return new Negotiator(request).mediaType(['application/json', 'text/csv']) === 'text/csv' ? 'csv' : 'json'
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
  return { status, type: json, body: JSON.stringify(errorBody(error)), headers: errorHeaders(error) }
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}

const documentText = JSON.stringify(openApiDocument)
