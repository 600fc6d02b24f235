import { randomBytes } from 'node:crypto'
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import helmet, { type HelmetOptions } from 'helmet'
import type { ServerSettings } from '../environment.ts'

const nonces = new WeakMap<ServerResponse, string>()

/** Of this answer alone: scripts in the page carry it, and no other inline script runs. */
export function nonceOf(response: ServerResponse): string {
  return nonces.get(response) ?? ''
}

export interface SecurityHeaders {
  /** Pages get a nonce each. */
  setOnPage(request: IncomingMessage, response: ServerResponse): void
  /** The API's answers are data, not documents; their headers are made once. */
  setOnApi(response: ServerResponse): void
}

export function securityHeaders({ NODE_ENV }: Pick<ServerSettings, 'NODE_ENV'>): SecurityHeaders {
  const development = NODE_ENV === 'development'
  const ofPages = helmet({
    ...everywhere,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // Vite's development client is inline; what is built is not.
        scriptSrc: development
          ? ["'self'", "'unsafe-inline'"]
          : ["'self'", (_request, response) => `'nonce-${nonceOf(response)}'`],
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
  })
  return {
    setOnPage(request, response) {
      nonces.set(response, randomBytes(16).toString('base64'))
      ofPages(request, response, fail)
    },
    setOnApi(response) {
      for (const [name, value] of forApi) response.setHeader(name, value)
    },
  }
}

/** Helmet calls it at once, with an error if the policy is not one. */
function fail(error?: unknown): void {
  if (error !== undefined) throw error
}

const everywhere = {
  referrerPolicy: { policy: 'same-origin' },
  xFrameOptions: { action: 'deny' },
  // Whoever puts TLS in front says so there: over plain http on loopback it would mean nothing.
  strictTransportSecurity: false,
} satisfies HelmetOptions

/**
 * Data runs nothing and loads nothing but an icon. The headers that are left out are about documents and their windows, or for
 * browsers and plug-ins that are gone.
 */
const forApi = headersSetBy(
  helmet({
    ...everywhere,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        // In a browser's tab: its icon, and the style by which Chromium wraps long lines.
        imgSrc: ["'self'"],
        styleSrc: ["'unsafe-inline'"],
        frameAncestors: ["'none'"],
      },
    },
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  }),
)

/** What helmet sets whatever the request. */
function headersSetBy(handler: ReturnType<typeof helmet>): [string, string][] {
  const request = new IncomingMessage(new Socket())
  const response = new ServerResponse(request)
  handler(request, response, fail)
  return Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)])
}
