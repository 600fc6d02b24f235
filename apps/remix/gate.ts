import { createHash } from 'node:crypto'
import {
  addressGroup,
  bearerToken,
  getHTTPStatusCodeFromError,
  headersOf,
  type Sender,
  type Service,
  TRPCError,
} from '@streaming/trpc-router/server'
import type { Handler, Request, Response } from 'express'
import { isCrossSite } from './cross-site.ts'
import { isOfApi } from './is-of-api.ts'
import { requestId } from './logger.ts'
import type { RateLimit } from './rate-limit.ts'
import { refusalPage } from './refusal-page.ts'
import type { SessionCookie } from './session-cookie.ts'

/** Bytes of a form; the API's bodies have a limit of their own. */
const mostFormBytes = 100_000

/**
 * What every request that reaches data passes: not from another site, not too often, not too large, and under the
 * name of whoever sends it. What is refused is answered in the shape of the API.
 */
export function createGate(service: Service, cookie: SessionCookie, rateLimit: RateLimit): Handler {
  async function pass(request: Request, response: Response): Promise<TRPCError | undefined> {
    if (isCrossSite(request))
      return new TRPCError({
        code: 'FORBIDDEN',
        message: 'A page of another site may not change anything here.',
      })
    const { authorization } = request.headers
    const session = await cookie.read(request.headers.cookie)
    // Guesses are counted by address, whatever they show: one that guessed too often is not even looked at.
    const guesses = `guesses ${addressGroup(request.ip ?? '')}`
    const seconds =
      (authorization === undefined ? undefined : await rateLimit.look(guesses)) ??
      (await rateLimit.take(limitKey(request, bearerToken(authorization) ?? session)))
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
      if (error.code === 'UNAUTHORIZED') await rateLimit.take(guesses)
      return error
    }
  }
  return (request, response, next) => {
    // What depends on who asks is kept by nobody on the way.
    response.setHeader('cache-control', 'no-store')
    pass(request, response).then((refusal) => {
      if (refusal === undefined) next()
      else refuse(request, response, refusal)
    }, next)
  }

  function refuse(request: Request, response: Response, refusal: TRPCError): void {
    if (isOfApi(request)) {
      service.refuse(request, response, refusal)
      return
    }
    response.status(getHTTPStatusCodeFromError(refusal)).set(headersOf(refusal))
    // A page's script asks for data, and shows what it is told in the page's own frame.
    if (request.query._data !== undefined)
      response.set('x-remix-catch', 'yes').type('text').send(refusal.message)
    else if (request.accepts('html')) response.send(refusalPage(refusal))
    else response.json({ code: refusal.code, message: refusal.message })
  }
}

const senders = new WeakMap<Request, Sender>()
const sessions = new WeakMap<Request, string | undefined>()

/** Who sends a request that passed the gate. */
export function senderOf(request: Request): Sender {
  const sender = senders.get(request)
  if (sender === undefined) throw new Error('a request came past the gate')
  return sender
}

/** The token of the session that it came with, in force or not. */
export function sessionOf(request: Request): string | undefined {
  return sessions.get(request)
}

/** Each key and each session has its own measure, and everybody else their address's. */
function limitKey(request: Request, credential: string | undefined): string {
  if (credential === undefined) return `address ${addressGroup(request.ip ?? '')}`
  return `credential ${createHash('sha256').update(credential).digest('base64url')}`
}

function isOversizedForm(request: Request): boolean {
  if (request.method === 'GET' || request.method === 'HEAD' || isOfApi(request)) return false
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers
  return encoding !== undefined || Number(length ?? 0) > mostFormBytes
}
