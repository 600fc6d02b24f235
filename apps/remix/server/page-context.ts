import type { AppLoadContext } from '@remix-run/node'
import {
  errorBody,
  errorHeaders,
  getHTTPStatusCodeFromError,
  type Service,
  TRPCError,
} from '@streaming/trpc-router/server'
import type { Request, Response } from 'express'
import type { Logger } from 'pino'
import type { ClientAddress } from './gate/client-address.ts'
import { requesterOf, sessionOf } from './gate/gate.ts'
import { nonceOf } from './gate/security-headers.ts'
import type { SessionCookie } from './gate/session-cookie.ts'

/** What loaders and actions of one request get. */
export function createPageContext(
  service: Service,
  cookie: SessionCookie,
  addressOf: ClientAddress,
  logger: Logger,
): (request: Request, response: Response) => AppLoadContext {
  return (request, response) => {
    const requester = requesterOf(request)
    const { request_id } = requester
    return {
      caller: service.caller(requester),
      atOnce: (ask) => service.atOnce(requester, ask),
      questions: () => service.questions(requester),
      explain: (url) => service.explain(url, requester),
      actor: requester.actor,
      reading: service.reading,
      request_id,
      refusal(error) {
        if (!(error instanceof TRPCError)) return undefined
        return {
          ...errorBody(error),
          status: getHTTPStatusCodeFromError(error),
          headers: errorHeaders(error),
        }
      },
      logFault: (error) => logger.error({ request_id, err: error }, 'a page failed'),
      nonce: nonceOf(response),
      async signIn(email, password) {
        const outcome = await service.signIn({ email, password, address: addressOf(request) }, request_id)
        if (outcome.kind !== 'signed_in') return outcome
        // The session before it ends: a token that somebody else may know does not become one that is signed in.
        const before = sessionOf(request)
        if (before !== undefined) await service.signOut(before, request_id)
        return { kind: 'signed_in', cookie: await cookie.write(outcome.token, request.secure) }
      },
      async signOut() {
        const token = sessionOf(request)
        if (token !== undefined) await service.signOut(token, request_id)
        return cookie.clear(request.secure)
      },
    }
  }
}
