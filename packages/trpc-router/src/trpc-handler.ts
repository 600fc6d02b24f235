import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { TRPCError } from '@trpc/server'
import { createHTTPHandler } from '@trpc/server/adapters/standalone'
import { visitor } from './access/actor.ts'
import type { Context } from './context.ts'
import { headersOf } from './headers-of.ts'
import { mostBytes } from './json-body.ts'
import { mostTogether } from './most-together.ts'
import { appRouter } from './router.ts'
import { compress } from './send-text.ts'
import type { Sender } from './sender.ts'
import { answerQueries, readQueries } from './trpc-queries.ts'

/** The tRPC face; a request's URL is whole. */
export interface TrpcHandler {
  answer(request: IncomingMessage, response: ServerResponse, sender: Sender): Promise<void>
  refuse(request: IncomingMessage, response: ServerResponse, error: TRPCError): void
}

export function createTrpcHandler(contextOf: (sender: Sender) => Context): TrpcHandler {
  const senders = new WeakMap<IncomingMessage, Sender>()
  const refusals = new WeakMap<IncomingMessage, TRPCError>()
  const handle = createHTTPHandler({
    router: appRouter,
    basePath: '/trpc/',
    maxBodySize: mostBytes,
    maxBatchSize: mostTogether,
    createContext({ req }) {
      const refusal = refusals.get(req)
      if (refusal !== undefined) throw refusal
      return contextOf(senders.get(req) ?? { request_id: randomUUID(), actor: visitor })
    },
    responseMeta: ({ errors }) => ({
      headers: Object.assign({}, ...errors.map(headersOf)),
    }),
  })
  return {
    async answer(request, response, sender) {
      const queries = readQueries(request)
      if (queries !== undefined) return answerQueries(queries, request, response, contextOf(sender))
      senders.set(request, sender)
      compress(request, response, () => handle(request, response))
    },
    refuse(request, response, error) {
      refusals.set(request, error)
      compress(request, response, () => handle(request, response))
    },
  }
}
