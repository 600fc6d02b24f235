import type { IncomingMessage } from 'node:http'
import { badRequest } from '../../procedure/errors.ts'
import type { Route } from '../routes.ts'
import { jsonBody } from './json-body.ts'
import { queryInput } from './query-input.ts'

/**
 * A procedure's input from a request: a read's from path and query, a write's from path, JSON body and, for the
 * idempotency key, its customary header.
 * @throws TRPCError when it cannot be read, or something is said twice or in the wrong place
 */
export async function requestInput(
  request: IncomingMessage,
  route: Route,
  path: readonly [string, string][],
  query: URLSearchParams,
): Promise<Record<string, unknown>> {
  if (route.method === 'GET') return queryInput(route.input, [...path, ...query])
  const [parameter] = query.keys()
  if (parameter !== undefined)
    throw badRequest(parameter.slice(0, 80), `unknown parameter; ${route.method} takes its input in the body`)
  const input: Record<string, unknown> = Object.assign(Object.create(null), await jsonBody(request))
  for (const [name, value] of path) {
    if (name in input) throw badRequest(name, 'is given by the path and not expected in the body')
    input[name] = value
  }
  const key = request.headers['idempotency-key']
  if (key === undefined) return input
  if (!('idempotency_key' in route.input.shape))
    throw badRequest(
      'Idempotency-Key',
      'this operation takes none: sent again, it does the same again or is refused',
    )
  if ('idempotency_key' in input && input.idempotency_key !== key)
    throw badRequest('idempotency_key', 'expected in the header or the body, got two different ones')
  return Object.assign(input, { idempotency_key: key })
}
