import type { AppLoadContext } from '@remix-run/node'
import { errorBody, type Service, TRPCError } from '@streaming/trpc-router/server'
import type { Request, Response } from 'express'
import { senderOf, sessionOf } from './gate.ts'
import { nonceOf } from './security-headers.ts'
import type { SessionCookie } from './session-cookie.ts'

/** What loaders and actions of one request get. */
export function createPageContext(
  service: Service,
  cookie: SessionCookie,
): (request: Request, response: Response) => AppLoadContext {
  return (request, response) => {
    const sender = senderOf(request)
    return {
      caller: service.caller(sender),
      actor: sender.actor,
      reading: service.reading,
      refusal: (error) => (error instanceof TRPCError ? errorBody(error) : undefined),
      nonce: nonceOf(response),
      async signIn(email, password) {
        const outcome = await service.signIn.attempt({ email, password, address: request.ip ?? '' })
        if (outcome.kind !== 'signed_in') return outcome
        // The session before it ends: a token that somebody else may know does not become one that is signed in.
        const before = sessionOf(request)
        if (before !== undefined) await service.signOut(before)
        return { kind: 'signed_in', cookie: await cookie.write(outcome.token, request.secure) }
      },
      async signOut() {
        const token = sessionOf(request)
        if (token !== undefined) await service.signOut(token)
        return cookie.clear(request.secure)
      },
    }
  }
}
