import type { IncomingMessage, ServerResponse } from 'node:http'
import { TRPCError } from '@trpc/server'
import { createHTTPHandler } from '@trpc/server/adapters/standalone'
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
  /** Resolves when the answer is written, or is left to tRPC's own handler, which tells nobody when it is done. */
  answer(request: IncomingMessage, response: ServerResponse, sender: Sender): Promise<void>
  refuse(request: IncomingMessage, response: ServerResponse, error: TRPCError): void
}

export function createTrpcHandler(contextOf: (sender: Sender) => Context): TrpcHandler {
  const outcomes = new WeakMap<IncomingMessage, Sender | TRPCError>()
  const handle = createHTTPHandler({
    router: appRouter,
    basePath: '/trpc/',
    maxBodySize: mostBytes,
    maxBatchSize: mostTogether,
    createContext({ req }) {
      const outcome = outcomes.get(req)
      if (outcome === undefined) throw new Error('a request is handled that nobody sent')
      if (outcome instanceof TRPCError) throw outcome
      return contextOf(outcome)
    },
    responseMeta: ({ errors }) => ({
      headers: Object.assign({}, ...errors.map(headersOf)),
    }),
  })
  function handOver(request: IncomingMessage, response: ServerResponse, outcome: Sender | TRPCError): void {
    outcomes.set(request, outcome)
    compress(request, response, () => handle(request, response))
  }
  return {
    async answer(request, response, sender) {
      const queries = readQueries(request)
      if (queries === undefined) handOver(request, response, sender)
      else await answerQueries(queries, request, response, contextOf(sender))
    },
    refuse: handOver,
  }
}
