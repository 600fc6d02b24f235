import type { RequestListener } from 'node:http'
import type { Service } from '@streaming/trpc-router/server'
import type { Logger } from 'pino'
import { createApi } from './create-api.ts'
import { createPages, type Pages } from './create-pages.ts'
import type { ServerSettings } from './environment.ts'
import { answerFault } from './errors/answer-fault.ts'
import { answerJson } from './errors/answer-json.ts'
import { isApiDocsPath, isApiPath } from './errors/api-path.ts'
import { createTargetCheck } from './gate/check-target.ts'
import { clientAddress } from './gate/client-address.ts'
import { createGate } from './gate/gate.ts'
import { createRateLimit } from './gate/rate-limit.ts'
import { securityHeaders } from './gate/security-headers.ts'
import { createSessionCookie } from './gate/session-cookie.ts'
import { answerHealth, isHealthCheck } from './health.ts'
import { logRequest } from './logger.ts'
import { createPageContext } from './page-context.ts'

/** One process: pages, `/trpc`, `/api` and health, over one database. */
export function createApplication(
  service: Service,
  pages: Pages,
  logger: Logger,
  settings: ServerSettings,
  secret: string,
): RequestListener {
  const cookie = createSessionCookie(secret)
  const addressOf = clientAddress(settings)
  const headers = securityHeaders(settings)
  const checkTarget = createTargetCheck(service.reading, settings)
  const gate = createGate(service, cookie, createRateLimit(settings.RATE_LIMIT), addressOf)
  const answerApi = createApi(service, gate, logger)
  const answerPage = createPages(
    pages,
    gate,
    createPageContext(service, cookie, addressOf, logger),
    logger,
    settings,
  )
  return (request, response) => {
    logRequest(logger, request, response)
    const forApi = isApiPath(request) && !isApiDocsPath(request)
    if (forApi) headers.setOnApi(response)
    else headers.setOnPage(request, response)
    // Whoever asks for health knows the process by whatever name.
    if (isHealthCheck(request)) {
      answerHealth(service, request, response).catch((error: unknown) =>
        answerFault(logger, error, request, response),
      )
      return
    }
    const refusal = checkTarget(request)
    if (refusal !== undefined) answerJson(response, refusal.status, refusal.body)
    else if (forApi) answerApi(request, response)
    else answerPage(request, response)
  }
}
