import { randomBytes } from 'node:crypto'
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import helmet from 'helmet'
import type { ServerSettings } from './environment.ts'

const nonces = new WeakMap<ServerResponse, string>()

/** Of this answer alone: scripts in the page carry it, and no other inline script runs. */
export function nonceOf(response: ServerResponse): string {
  return nonces.get(response) ?? ''
}

export interface SecurityHeaders {
  /** Pages get a nonce each. */
  setOnPage(request: IncomingMessage, response: ServerResponse): void
  /** The API's answers need none, and get their headers as they were made once. */
  setOnApi(response: ServerResponse): void
}

export function securityHeaders({ NODE_ENV }: Pick<ServerSettings, 'NODE_ENV'>): SecurityHeaders {
  const development = NODE_ENV === 'development'
  const ofPages = helmetWith(
    // Vite's development client is inline; what is built is not.
    development
      ? ["'self'", "'unsafe-inline'"]
      : ["'self'", (_request, response) => `'nonce-${nonceOf(response)}'`],
    development,
  )
  const ofApi = headersSetBy(helmetWith(["'self'"], false))
  return {
    setOnPage(request, response) {
      nonces.set(response, randomBytes(16).toString('base64'))
      ofPages(request, response, fail)
    },
    setOnApi(response) {
      for (const [name, value] of ofApi) response.setHeader(name, value)
    },
  }
}

/** Helmet calls it at once, with an error if the policy is not one. */
function fail(error?: unknown): void {
  if (error !== undefined) throw error
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
  handler(request, response, fail)
  return Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)])
}
