import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Service } from '@streaming/trpc-router/server'
import type { Logger } from 'pino'
import { answerFault } from './answer-fault.ts'
import { type Gate, senderOf } from './gate.ts'

/** `/api` and `/trpc`, on node:http alone: nothing here needs Express, which took a fifth of the server’s time (docs/benchmarks.md). */
export function createApi(service: Service, gate: Gate, logger: Logger): RequestListener {
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refusal = await gate(request, response)
    if (refusal !== undefined) service.refuse(request, response, refusal)
    else if (request.url?.startsWith('/trpc')) await service.trpc(request, response, senderOf(request))
    else await service.rest(request, response, senderOf(request))
  }

  return (request, response) => {
    answer(request, response).catch((error: unknown) => answerFault(logger, error, request, response))
  }
}
