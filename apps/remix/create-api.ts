import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Service } from '@streaming/trpc-router/server'
import compression from 'compression'
import type { Logger } from 'pino'
import { answerFault } from './answer-fault.ts'
import { type Gate, senderOf } from './gate.ts'

/** `/api` and `/trpc`, on node:http alone: nothing here needs Express, which took a fifth of the server’s time (docs/benchmarks.md). */
export function createApi(service: Service, gate: Gate, logger: Logger): RequestListener {
  // Its type says that it is for Express; it reads and changes what node:http has.
  const compress = compression() as (
    request: IncomingMessage,
    response: ServerResponse,
    next: () => void,
  ) => void

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refusal = await gate(request, response)
    if (refusal !== undefined) service.refuse(request, response, refusal)
    else if (request.url?.startsWith('/trpc')) service.trpc(request, response, senderOf(request))
    else await service.rest(request, response, senderOf(request))
  }

  return (request, response) =>
    compress(request, response, () => {
      answer(request, response).catch((error: unknown) => answerFault(logger, error, request, response))
    })
}
