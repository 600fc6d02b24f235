import type { IncomingMessage, ServerResponse } from 'node:http'
import { addressGroup, type Requester, type Service, TRPCError } from '@streaming/trpc-router/server'
import { isApiPath } from '../errors/api-path.ts'
import { requestId } from '../logger.ts'
import type { ClientAddress } from './client-address.ts'
import { isCrossSite } from './cross-site.ts'
import type { RateLimit } from './rate-limit.ts'
import { createRequesterLimit } from './requester-limit.ts'
import type { SessionCookie } from './session-cookie.ts'

/** Bytes of a form; the API's bodies have a limit of their own. */
const mostFormBytes = 100_000

/**
 * What every request that reaches data passes: not from another site, not too often, not too large, and under the
 * name of whoever sends it.
 * @returns why it does not pass, or undefined
 */
export type Gate = (request: IncomingMessage, response: ServerResponse) => Promise<TRPCError | undefined>

export function createGate(
  service: Service,
  cookie: SessionCookie,
  rateLimit: RateLimit | undefined,
  addressOf: ClientAddress,
): Gate {
  return async (request, response) => {
    // What depends on who asks is kept by nobody on the way.
    response.setHeader('cache-control', 'no-store')
    if (isCrossSite(request))
      return new TRPCError({
        code: 'FORBIDDEN',
        message: 'A page of another site may not change anything here.',
      })
    const { authorization, cookie: cookies } = request.headers
    const limit = rateLimit && createRequesterLimit(rateLimit, addressGroup(addressOf(request)))
    const session = cookies === undefined ? undefined : await cookie.read(cookies)
    const seconds = limit === undefined ? undefined : await limit.take(authorization, session)
    if (seconds !== undefined) {
      response.setHeader('retry-after', seconds)
      return new TRPCError({
        code: 'TOO_MANY_REQUESTS',
        message: `Too many requests. Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`,
      })
    }
    if (isOversizedForm(request))
      return new TRPCError({
        code: 'PAYLOAD_TOO_LARGE',
        message: `body: expected at most ${mostFormBytes} bytes, their number told beforehand`,
      })
    try {
      const actor = await service.identify({ authorization, session }, requestId(request))
      requesters.set(request, { request_id: requestId(request), actor })
      sessions.set(request, session)
      return undefined
    } catch (error) {
      if (!(error instanceof TRPCError)) throw error
      if (error.code === 'UNAUTHORIZED') await limit?.takeGuess()
      return error
    }
  }
}

const requesters = new WeakMap<IncomingMessage, Requester>()
const sessions = new WeakMap<IncomingMessage, string | undefined>()

/** Who sends a request that passed the gate. */
export function requesterOf(request: IncomingMessage): Requester {
  const requester = requesters.get(request)
  if (requester === undefined) throw new Error('a request came past the gate')
  return requester
}

/** The token of the session that it came with, in force or not. */
export function sessionOf(request: IncomingMessage): string | undefined {
  return sessions.get(request)
}

function isOversizedForm(request: IncomingMessage): boolean {
  if (request.method === 'GET' || request.method === 'HEAD' || isApiPath(request)) return false
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers
  return encoding !== undefined || Number(length ?? 0) > mostFormBytes
}
