import type { RequestListener } from 'node:http'
import type { Service } from '@streaming/trpc-router/server'
import type { Logger } from 'pino'
import { answerFault } from './answer-fault.ts'
import { answerJson } from './answer-json.ts'
import { createTargetCheck } from './check-target.ts'
import { clientAddress } from './client-address.ts'
import { createApi } from './create-api.ts'
import { createPages, type Pages } from './create-pages.ts'
import type { ServerSettings } from './environment.ts'
import { createGate } from './gate.ts'
import { answerHealth, isOfHealth } from './health.ts'
import { isOfApi, isOfApiDocs } from './is-of-api.ts'
import { logRequest } from './logger.ts'
import { createPageContext } from './page-context.ts'
import { createRateLimit } from './rate-limit.ts'
import { securityHeaders } from './security-headers.ts'
import { createSessionCookie } from './session-cookie.ts'

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
    const ofApi = isOfApi(request) && !isOfApiDocs(request)
    if (ofApi) headers.setOnApi(response)
    else headers.setOnPage(request, response)
    // Whoever asks for health knows the process by whatever name.
    if (isOfHealth(request)) {
      answerHealth(service, request, response).catch((error: unknown) =>
        answerFault(logger, error, request, response),
      )
      return
    }
    const refusal = checkTarget(request)
    if (refusal !== undefined) answerJson(response, refusal.status, refusal.body)
    else if (ofApi) answerApi(request, response)
    else answerPage(request, response)
  }
}
