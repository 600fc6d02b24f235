import { createRequestHandler } from '@remix-run/express'
import type { AppLoadContext, ServerBuild } from '@remix-run/node'
import { errorHeaders, getHTTPStatusCodeFromError, type TRPCError } from '@streaming/trpc-router/server'
import compression from 'compression'
import express, {
  type ErrorRequestHandler,
  type Express,
  type Handler,
  type Request,
  type Response,
} from 'express'
import type { Logger } from 'pino'
import type { ServerSettings } from './environment.ts'
import { answerFault } from './errors/answer-fault.ts'
import { refusalPage } from './errors/refusal-page.ts'
import type { Gate } from './gate/gate.ts'
import { apiDocs } from './static-files.ts'

/** Where the dashboard's pages come from: the production build, or Vite in development. */
export interface Pages {
  build: ServerBuild | (() => Promise<ServerBuild>)
  /** Serves the client's scripts and styles. */
  assets: Handler
  close(): Promise<void>
}

/** All that is no API: files, the API's description for people, and the dashboard. */
export function createPages(
  { assets, build }: Pages,
  gate: Gate,
  contextOf: (request: Request, response: Response) => AppLoadContext,
  logger: Logger,
  settings: ServerSettings,
): Express {
  const application = express()
  application.disable('x-powered-by')
  application.set('trust proxy', settings.TRUST_PROXY)
  application.use(compression())
  application.use('/api/docs', apiDocs())
  // Browsers ask for it on pages that name no icon, such as the JSON of the API.
  application.get('/favicon.ico', (_request, response) => response.redirect(308, '/favicon.svg'))
  application.use(assets)
  application.use((request, response, next) => {
    gate(request, response).then((refusal) => {
      if (refusal === undefined) next()
      else refuse(request, response, refusal)
    }, next)
  })
  application.all('*', createRequestHandler({ build, mode: settings.NODE_ENV, getLoadContext: contextOf }))
  const onFault: ErrorRequestHandler = (error: unknown, request, response, _next) =>
    answerFault(logger, error, request, response)
  application.use(onFault)
  return application
}

/** What is refused is told in the shape that was asked for. */
function refuse(request: Request, response: Response, refusal: TRPCError): void {
  response.status(getHTTPStatusCodeFromError(refusal)).set(errorHeaders(refusal))
  // A page's script asks for data, and shows what it is told in the page's own frame.
  if (request.query._data !== undefined)
    response.set('x-remix-catch', 'yes').type('text').send(refusal.message)
  else if (request.accepts('html')) response.send(refusalPage(refusal))
  else response.json({ code: refusal.code, message: refusal.message })
}
