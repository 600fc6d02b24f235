import { randomBytes } from 'node:crypto'
import type { Handler, Response } from 'express'
import helmet from 'helmet'
import type { ServerSettings } from './environment.ts'

/** Of this answer alone: scripts in the page carry it, and no other inline script runs. */
export function nonceOf(response: Response): string {
  const nonce: unknown = response.locals.nonce
  return typeof nonce === 'string' ? nonce : ''
}

export function securityHeaders({ NODE_ENV }: Pick<ServerSettings, 'NODE_ENV'>): Handler[] {
  const development = NODE_ENV === 'development'
  return [
    (_request, response, next) => {
      response.locals.nonce = randomBytes(16).toString('base64')
      next()
    },
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          // Vite's development client is inline; what is built is not.
          scriptSrc: development
            ? ["'self'", "'unsafe-inline'"]
            : ["'self'", (_request, response) => `'nonce-${nonceOf(response as Response)}'`], // helmet passes Express's on
          // Charts place their parts by style attributes.
          styleSrc: ["'self'", "'unsafe-inline'"],
          imgSrc: ["'self'", 'data:'],
          connectSrc: development ? ["'self'", 'ws:'] : ["'self'"],
          objectSrc: ["'none'"],
          baseUri: ["'none'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
        },
      },
      referrerPolicy: { policy: 'same-origin' },
      xFrameOptions: { action: 'deny' },
      // Whoever puts TLS in front says so there: over plain http on loopback it would mean nothing.
      strictTransportSecurity: false,
    }),
  ]
}
