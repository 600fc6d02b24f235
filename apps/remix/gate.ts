import { hash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  addressGroup,
  bearerToken,
  type Sender,
  type Service,
  TRPCError,
} from '@streaming/trpc-router/server'
import type { ClientAddress } from './client-address.ts'
import { isCrossSite } from './cross-site.ts'
import { isOfApi } from './is-of-api.ts'
import { requestId } from './logger.ts'
import type { RateLimit } from './rate-limit.ts'
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
  const addressKey = (request: IncomingMessage) => `address ${addressGroup(addressOf(request))}`

  async function secondsToWait(
    limit: RateLimit,
    request: IncomingMessage,
    session: string | undefined,
  ): Promise<number | undefined> {
    const { authorization } = request.headers
    const address = addressKey(request)
    // Guesses are counted by address, whatever they show: one that guessed too often is not even looked at.
    const seconds = authorization === undefined ? undefined : await limit.look(guessesOf(address))
    return seconds ?? limit.take(limitKey(bearerToken(authorization) ?? session, address))
  }

  return async (request, response) => {
    // What depends on who asks is kept by nobody on the way.
    response.setHeader('cache-control', 'no-store')
    if (isCrossSite(request))
      return new TRPCError({
        code: 'FORBIDDEN',
        message: 'A page of another site may not change anything here.',
      })
    const { authorization, cookie: cookies } = request.headers
    const session = cookies === undefined ? undefined : await cookie.read(cookies)
    const seconds = rateLimit === undefined ? undefined : await secondsToWait(rateLimit, request, session)
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
      senders.set(request, { request_id: requestId(request), actor })
      sessions.set(request, session)
      return undefined
    } catch (error) {
      if (!(error instanceof TRPCError)) throw error
      // Guesses count against the address that makes them, whatever they show.
      if (error.code === 'UNAUTHORIZED') await rateLimit?.take(guessesOf(addressKey(request)))
      return error
    }
  }
}

const senders = new WeakMap<IncomingMessage, Sender>()
const sessions = new WeakMap<IncomingMessage, string | undefined>()

/** Who sends a request that passed the gate. */
export function senderOf(request: IncomingMessage): Sender {
  const sender = senders.get(request)
  if (sender === undefined) throw new Error('a request came past the gate')
  return sender
}

/** The token of the session that it came with, in force or not. */
export function sessionOf(request: IncomingMessage): string | undefined {
  return sessions.get(request)
}

function guessesOf(address: string): string {
  return `guesses of ${address}`
}

/** Each key and each session has its own measure, and everybody else their address's. */
function limitKey(credential: string | undefined, address: string): string {
  if (credential === undefined) return address
  return `credential ${hash('sha256', credential, 'base64url')}`
}

function isOversizedForm(request: IncomingMessage): boolean {
  if (request.method === 'GET' || request.method === 'HEAD' || isOfApi(request)) return false
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers
  return encoding !== undefined || Number(length ?? 0) > mostFormBytes
}
