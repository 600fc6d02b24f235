import type { IncomingMessage, ServerResponse } from 'node:http'
import { TRPCError } from '@trpc/server'
import { nodeHTTPRequestHandler } from '@trpc/server/adapters/node-http'
import type { Context } from '../procedure/context.ts'
import { badRequest } from '../procedure/errors.ts'
import { appRouter } from '../router.ts'
import { maxBatchSize } from './batch-limit.ts'
import { errorHeaders } from './error-headers.ts'
import { mostBytes } from './input/json-body.ts'
import { compress } from './send-text.ts'

const basePath = '/trpc/'

/**
 * Answers a request for /trpc/…, whose URL is whole, by tRPC's own handler for node:http.
 * @param context of the request, or why it is refused: in the shape that tRPC's clients read
 */
export function handleTrpc(
  request: IncomingMessage,
  response: ServerResponse,
  context: Context | TRPCError,
): Promise<void> {
  const [path = ''] = (request.url ?? '').split('?')
  const outcome = context instanceof TRPCError ? context : (idempotencyRefusal(request) ?? context)
  return new Promise((resolve) => {
    // A client that goes away in the middle gets no answer.
    response.once('close', resolve)
    const answer = () =>
      nodeHTTPRequestHandler({
        req: request,
        res: response,
        path: path.slice(basePath.length),
        router: appRouter,
        maxBodySize: mostBytes,
        maxBatchSize,
        async createContext() {
          if (outcome instanceof TRPCError) throw outcome
          return outcome
        },
        responseMeta: ({ errors }) => ({ headers: Object.assign({}, ...errors.map(errorHeaders)) }),
      })
    // What compresses changes methods of each response that it sees.
    if (request.headers['accept-encoding'] === undefined) answer()
    else compress(request, response, answer)
  })
}

/** One request may hold several calls, of which each has a key of its own: a header for all of them would be ignored or wrong. */
function idempotencyRefusal(request: IncomingMessage): TRPCError | undefined {
  if (request.method !== 'POST' || request.headers['idempotency-key'] === undefined) return undefined
  return badRequest('Idempotency-Key', 'over tRPC expected in the input, as idempotency_key')
}
