import { randomBytes } from 'node:crypto'
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { Handler, Response } from 'express'
import helmet from 'helmet'
import type { ServerSettings } from './environment.ts'
import { isOfApi } from './is-of-api.ts'

/** Of this answer alone: scripts in the page carry it, and no other inline script runs. */
export function nonceOf(response: Response): string {
  const nonce: unknown = response.locals.nonce
  return typeof nonce === 'string' ? nonce : ''
}

/** Pages get a nonce each. The API's answers need none, and get their headers as they were made once. */
export function securityHeaders({ NODE_ENV }: Pick<ServerSettings, 'NODE_ENV'>): Handler {
  const development = NODE_ENV === 'development'
  const ofPages = helmetWith(
    // Vite's development client is inline; what is built is not.
    development
      ? ["'self'", "'unsafe-inline'"]
      : ["'self'", (_request, response) => `'nonce-${nonceOf(response as Response)}'`], // helmet passes Express's on
    development,
  )
  const ofApi = headersSetBy(helmetWith(["'self'"], false))
  return (request, response, next) => {
    if (isOfApi(request)) {
      for (const [name, value] of ofApi) response.setHeader(name, value)
      return next()
    }
    response.locals.nonce = randomBytes(16).toString('base64')
    ofPages(request, response, next)
  }
}

type Helmet = ReturnType<typeof helmet>
type Policy = Exclude<
  NonNullable<NonNullable<Parameters<typeof helmet>[0]>['contentSecurityPolicy']>,
  boolean
>
type Sources = NonNullable<NonNullable<Policy['directives']>['scriptSrc']>

function helmetWith(scriptSrc: Sources, development: boolean): Helmet {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc,
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
  })
}

/** What helmet sets whatever the request. */
function headersSetBy(handler: Helmet): [string, string][] {
  const request = new IncomingMessage(new Socket())
  const response = new ServerResponse(request)
  handler(request, response, () => {})
  return Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)])
}
