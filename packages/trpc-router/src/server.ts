import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  connect,
  type Database,
  type DatabaseSettings,
  databaseSettings,
  isCurrent,
  migrationStatus,
  OperatorError,
  parseEnvironment,
  runProgram,
} from '@streaming/db'
import { createHTTPHandler } from '@trpc/server/adapters/standalone'
import type { Context, Log } from './context.ts'
import { handleRest } from './rest.ts'
import { appRouter, type Caller, createCaller } from './router.ts'

export type { Caller, Log }
export { databaseSettings, OperatorError, parseEnvironment, runProgram }

/** The service without a web framework: one database, one router, its handlers. */
export interface Service {
  readonly databaseName: string
  /** The router for server-side use: no HTTP between a page and its data. */
  caller(requestId: string): Caller
  /** Answers /api/…; the request's URL is whole. */
  rest(request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void>
  /** Answers /trpc/…; the request's URL is whole. */
  trpc(request: IncomingMessage, response: ServerResponse, requestId: string): void
  /** @returns what is not ready, or undefined when the database answers and its migrations are current */
  notReady(): Promise<string | undefined>
  close(): Promise<void>
}

/** @throws OperatorError when the database cannot be reached or is not migrated */
export async function openService(settings: DatabaseSettings, log: Log): Promise<Service> {
  const database = await connect(settings)
  if (!isCurrent(await migrationStatus(database))) {
    const { name } = database
    await database.close()
    throw new OperatorError(`${name} is not migrated. Run: npm run db:migrate`)
  }
  return createService(database, log)
}

export function createService(database: Database, log: Log): Service {
  const context = (request_id: string): Context => ({ database, log, request_id })
  const ids = new WeakMap<IncomingMessage, string>()
  const trpcHandler = createHTTPHandler({
    router: appRouter,
    basePath: '/trpc/',
    maxBodySize: 1_000_000,
    createContext: ({ req }) => context(ids.get(req) ?? randomUUID()),
  })
  return {
    databaseName: database.name,
    caller: (requestId) => createCaller(context(requestId)),
    rest: (request, response, requestId) => handleRest(request, response, context(requestId)),
    trpc(request, response, requestId) {
      ids.set(request, requestId)
      trpcHandler(request, response)
    },
    async notReady() {
      try {
        return isCurrent(await migrationStatus(database)) ? undefined : 'migrations are pending'
      } catch (error) {
        log.error({ err: error }, 'not ready')
        return 'the database does not answer'
      }
    },
    close: () => database.close(),
  }
}
