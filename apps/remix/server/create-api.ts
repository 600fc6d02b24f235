import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Service } from '@streaming/trpc-router/server'
import type { Logger } from 'pino'
import { answerFault } from './errors/answer-fault.ts'
import { type Gate, requesterOf } from './gate/gate.ts'

/** `/api` and `/trpc`, on node:http alone: nothing here needs Express, which took a fifth of the server’s time (docs/benchmarks.md). */
export function createApi(service: Service, gate: Gate, logger: Logger): RequestListener {
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refusal = await gate(request, response)
    if (refusal !== undefined) await service.refuse(request, response, refusal)
    else if (request.url?.startsWith('/trpc')) await service.trpc(request, response, requesterOf(request))
    else await service.rest(request, response, requesterOf(request))
  }

  return (request, response) => {
    answer(request, response).catch((error: unknown) => answerFault(logger, error, request, response))
  }
}
