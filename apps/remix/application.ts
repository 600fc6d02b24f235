import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createRequestHandler } from '@remix-run/express'
import type { ServerBuild } from '@remix-run/node'
import type { Service } from '@streaming/trpc-router/server'
import compression from 'compression'
import express, { type ErrorRequestHandler, type Express, type Handler } from 'express'
import type { Logger } from 'pino'
import { checkTarget } from './check-target.ts'
import type { ServerSettings } from './environment.ts'
import { createGate, senderOf } from './gate.ts'
import { isOfApi } from './is-of-api.ts'
import { logRequests, requestId } from './logger.ts'
import { createPageContext } from './page-context.ts'
import { createRateLimit } from './rate-limit.ts'
import { securityHeaders } from './security-headers.ts'
import { createSessionCookie } from './session-cookie.ts'

/** Where the dashboard's pages come from: the production build, or Vite in development. */
export interface Pages {
  build: ServerBuild | (() => Promise<ServerBuild>)
  /** Serves the client's scripts and styles. */
  assets: Handler
  close(): Promise<void>
}

/** One process: pages, `/trpc`, `/api` and health, over one database. */
export function createApplication(
  service: Service,
  pages: Pages,
  logger: Logger,
  settings: ServerSettings,
  secret: string,
): Express {
  const application = express()
  const cookie = createSessionCookie(secret)
  application.disable('x-powered-by')
  application.set('trust proxy', settings.TRUST_PROXY)
  application.use(logRequests(logger))
  application.use(securityHeaders(settings))
  application.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' })
  })
  application.get('/readyz', async (_request, response) => {
    const reason = await service.notReady()
    response
      .status(reason === undefined ? 200 : 503)
      .json(reason === undefined ? { status: 'ready' } : { status: 'not ready', reason })
  })
  application.use(checkTarget(service.reading, settings))
  application.use(compression())
  application.use('/api/docs', apiDocs())
  // Browsers ask for it on pages that name no icon, such as the JSON of the API.
  application.get('/favicon.ico', (_request, response) => response.redirect(308, '/favicon.svg'))
  application.use((request, response, next) => {
    if (isOfApi(request)) next()
    else pages.assets(request, response, next)
  })
  application.use(createGate(service, cookie, createRateLimit(settings.RATE_LIMIT)))
  application.use((request, response, next) => {
    if (!isOfApi(request)) next()
    else if (request.url.startsWith('/trpc')) service.trpc(request, response, senderOf(request))
    else service.rest(request, response, senderOf(request)).catch(next)
  })
  application.all(
    '*',
    createRequestHandler({
      build: pages.build,
      mode: settings.NODE_ENV,
      getLoadContext: createPageContext(service, cookie, logger),
    }),
  )
  application.use(answerFault(logger))
  return application
}

/** What no handler answered for, such as a path that is not percent-encoded UTF-8: its status and nothing of its inside. */
function answerFault(logger: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error)
    const status = statusOf(error)
    if (status >= 500) logger.error({ request_id: requestId(request), err: error }, 'a handler failed')
    const code = status >= 500 ? 'INTERNAL_SERVER_ERROR' : status === 404 ? 'NOT_FOUND' : 'BAD_REQUEST'
    const words = {
      INTERNAL_SERVER_ERROR: `Something failed on our side. It is in the log as ${requestId(request)}.`,
      NOT_FOUND: 'There is nothing at this path.',
      BAD_REQUEST: 'The request cannot be understood.',
    }
    response.status(status).json({ code, message: words[code] })
  }
}

function statusOf(error: unknown): number {
  const status = error instanceof Error && 'status' in error ? error.status : 500
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500
}

/** The API description as a page; its script is ours to serve, from the package, and speaks to nobody else. */
function apiDocs(): Handler {
  const router = express.Router()
  const here = dirname(fileURLToPath(import.meta.url))
  const swaggerUi = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
  router.get('/', (request, response, next) => {
    // Relative links of the page need the closing slash.
    if (request.originalUrl.split('?')[0]?.endsWith('/')) next()
    else response.redirect(308, '/api/docs/')
  })
  router.use(express.static(join(here, 'api-docs'), { maxAge: '1h' }))
  router.use(express.static(swaggerUi, { index: false, maxAge: '1h' }))
  return router
}

/** The production build's client files: hashed names for ever, the rest for an hour. */
export function builtAssets(folder: string): Handler {
  const router = express.Router()
  router.use(
    '/assets',
    express.static(join(folder, 'client', 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }),
  )
  router.use(express.static(join(folder, 'client'), { maxAge: '1h', index: false }))
  return router
}
