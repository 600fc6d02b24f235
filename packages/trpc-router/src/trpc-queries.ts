import type { IncomingMessage, ServerResponse } from 'node:http'
import { getTRPCErrorFromUnknown, getTRPCErrorShape } from '@trpc/server'
import { getHTTPStatusCode } from '@trpc/server/http'
import { callProcedure } from './call-procedure.ts'
import type { Context } from './context.ts'
import { headersOf } from './headers-of.ts'
import { mostTogether } from './most-together.ts'
import { appRouter } from './router.ts'
import { type Route, routes } from './routes.ts'
import { sendText } from './send-text.ts'

/**
 * The tRPC face's queries, alone or as a batch, as its clients send them over GET. tRPC's own handler answers them just
 * so, but makes a web request, three signals and a web stream of each (docs/benchmarks.md); it still answers writes,
 * streamed batches and whatever is malformed.
 */

/** One query of a request, or several together. */
export interface Queries {
  together: boolean
  calls: readonly { route: Route; input: unknown }[]
}

const queries = new Map(
  routes.filter(({ type }) => type === 'query').map((route) => [route.procedure, route]),
)

/** @returns undefined for a request that is tRPC's own handler's */
export function readQueries({
  method,
  url = '',
  headers,
}: Pick<IncomingMessage, 'method' | 'url' | 'headers'>): Queries | undefined {
  if (method !== 'GET' || asksForMore(headers)) return undefined
  const match = /^\/trpc\/([\w.,]+)(?:\?([^?#][^#]*)?)?$/.exec(url)
  if (match === null) return undefined
  const parameters = new URLSearchParams(match[2])
  const together = parameters.get('batch') === '1'
  const inputs = readInputs(parameters, together)
  const names = together ? (match[1] ?? '').split(',') : [match[1] ?? '']
  if (inputs === undefined || names.length > mostTogether) return undefined
  const calls = []
  for (const [index, name] of names.entries()) {
    const route = queries.get(name)
    if (route === undefined) return undefined
    calls.push({ route, input: inputs[index] })
  }
  return { together, calls }
}

export async function answerQueries(
  { together, calls }: Queries,
  request: IncomingMessage,
  response: ServerResponse,
  context: Context,
): Promise<void> {
  const answers = await Promise.all(calls.map((call) => answerTo(call, context)))
  const errors = answers.map(({ error }) => error)
  const body = answers.map(({ shape }) => shape)
  response.statusCode = getHTTPStatusCode(body, errors)
  response.setHeader('content-type', 'application/json')
  for (const error of errors.filter((error) => error !== undefined))
    for (const [name, value] of Object.entries(headersOf(error))) response.setHeader(name, value)
  sendText(request, response, {
    text: JSON.stringify(together ? body : body[0]),
    vary: 'trpc-accept, accept',
  })
}

/** An answer in another form, or input in another. */
function asksForMore(headers: IncomingMessage['headers']): boolean {
  return (
    headers['trpc-accept'] !== undefined ||
    headers['content-type'] !== undefined ||
    /\bapplication\/jsonl\b/.test(headers.accept ?? '')
  )
}

/** Inputs by the place of their query; undefined when they cannot be read so. */
function readInputs(parameters: URLSearchParams, together: boolean): Record<number, unknown> | undefined {
  if (parameters.has('connectionParams')) return undefined
  const text = parameters.get('input')
  if (text === null || text === '') return {}
  try {
    const value: unknown = JSON.parse(text)
    if (!together) return { 0: value }
    return value instanceof Object && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value))
      : undefined
  } catch {
    return undefined
  }
}

/** What tRPC says of a call over the wire, and the error if it is one. */
async function answerTo({ route, input }: Queries['calls'][number], ctx: Context) {
  try {
    return { error: undefined, shape: { result: { data: await callProcedure(route, input, ctx) } } }
  } catch (cause) {
    const error = getTRPCErrorFromUnknown(cause)
    const { _config: config } = appRouter._def
    const shape = getTRPCErrorShape({ config, type: 'query', error, path: route.procedure, input, ctx })
    return { error, shape: { error: shape } }
  }
}
