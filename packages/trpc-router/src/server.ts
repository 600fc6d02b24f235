import {
  connect,
  connectFollowers,
  type Database,
  type DatabaseSettings,
  databaseFault,
  databaseSettings,
  halfLoaded,
  inSharedSnapshot,
  isCurrent,
  keepFolded,
  migrationStatus,
  OperatorError,
  parseEnvironment,
  type ReadOnlyDatabase,
  runProgram,
} from '@streaming/db'
import { TRPCError } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { errorHeaders } from './http/error-headers.ts'
import { type Explanation, explainAnswer } from './http/explain-answer.ts'
import { type OpenQuestion, openQuestions } from './http/open-questions.ts'
import { handleRest, refuseRest } from './http/rest.ts'
import { handleTrpc } from './http/trpc-handler.ts'
import { bearerToken, identify } from './identity/identify.ts'
import { createFirstAdmin } from './identity/operators.ts'
import { endSession, sessionSeconds } from './identity/sessions.ts'
import { createSignIn } from './identity/sign-in.ts'
import type { Reading } from './procedure/access.ts'
import { type Actor, commandLine, type Role, visitor } from './procedure/actor.ts'
import type { Context, Log, Requester } from './procedure/context.ts'
import { type ErrorBody, errorBody, publicError } from './procedure/errors.ts'
import { keepTrained } from './recommendations/training/keep-trained.ts'
import { type Caller, createCaller } from './router.ts'
import type { Service, ServiceLog } from './service.ts'

export { addressGroup } from './identity/address-group.ts'
export type { Service, ServiceLog } from './service.ts'
export type { Actor, Caller, ErrorBody, Explanation, Log, OpenQuestion, Reading, Requester, Role }
export {
  bearerToken,
  databaseSettings,
  errorBody,
  errorHeaders,
  getHTTPStatusCodeFromError,
  OperatorError,
  parseEnvironment,
  runProgram,
  sessionSeconds,
  TRPCError,
  visitor,
}

/**
 * @throws OperatorError when the database cannot be reached, is not migrated, or holds half a service, or when it has no followers to
 * read from
 */
export async function openService(
  settings: DatabaseSettings & {
    /** Age at which the recommender's model is replaced; 0: this server never trains. */
    trainEveryHours: number
    /** Whether analytics read from CockroachDB's followers. */
    followerReads: boolean
  },
  reading: Reading,
  log: ServiceLog,
): Promise<Service> {
  const database = await connect(settings)
  const analytics = await openAnalytics(database, settings).catch(async (error: unknown) => {
    await database.close()
    throw error
  })
  const stopFolding = keepFolded(database, {
    onFault: (error) => log.error({ err: error }, 'rollups were not brought up to date; answers stay exact'),
  })
  const stopTraining =
    settings.trainEveryHours === 0
      ? undefined
      : keepTrained(database, {
          everyHours: settings.trainEveryHours,
          onTrained: (fields) => log.info(fields, 'the recommender was trained'),
          onFault: (error) =>
            log.error({ err: error }, 'the recommender was not trained; the model before is served'),
        })
  const service = createService(database, reading, log, analytics)
  return {
    ...service,
    async close() {
      await stopTraining?.()
      await stopFolding()
      await service.close()
      if (analytics !== database) await analytics.close()
    },
  }
}

/** Where analytics read, of a database that is ready. */
async function openAnalytics(
  database: Database,
  { followerReads, ...settings }: DatabaseSettings & { followerReads: boolean },
): Promise<ReadOnlyDatabase> {
  const reason = await notReady(database)
  if (reason !== undefined) throw new OperatorError(`${database.name} ${reason}`)
  return followerReads ? connectFollowers(database, settings) : database
}

export function createService(
  database: Database,
  reading: Reading,
  log: Log,
  analytics: ReadOnlyDatabase = database,
): Service {
  const contextOf = ({ request_id, actor }: Requester): Context => ({
    database,
    analytics,
    log,
    request_id,
    actor,
    reading,
  })
  const signIn = createSignIn(database)
  const orFault = <T>(work: Promise<T>, requestId: string): Promise<T> =>
    work.catch((error: unknown) => {
      throw faultOf(error, log, requestId)
    })
  return {
    databaseName: database.name,
    reading,
    identify: (credentials, requestId) => orFault(identify(database, credentials), requestId),
    signIn: (attempt, requestId) => orFault(signIn.attempt(attempt), requestId),
    signOut: (token, requestId) => orFault(endSession(database, token), requestId),
    createFirstAdmin: () => createFirstAdmin({ database, actor: commandLine, request_id: 'start' }),
    caller: (requester) => createCaller(contextOf(requester)),
    atOnce: (requester, ask) =>
      orFault(
        inSharedSnapshot(analytics, (shared, asOf) =>
          ask(createCaller({ ...contextOf(requester), analytics: shared }).analytics, asOf.toISOString()),
        ),
        requester.request_id,
      ),
    questions: (requester) => openQuestions(requester, reading),
    explain: (url, requester) => explainAnswer(url, contextOf(requester)),
    rest: (request, response, requester) => handleRest(request, response, contextOf(requester)),
    async refuse(request, response, error) {
      if (request.url?.startsWith('/trpc/')) await handleTrpc(request, response, error)
      else refuseRest(request, response, error)
    },
    trpc: (request, response, requester) => handleTrpc(request, response, contextOf(requester)),
    async notReady() {
      try {
        const reason = await notReady(database)
        return reason === undefined ? undefined : `the database ${reason}`
      } catch (error) {
        // A pool in use is a service at work: taking it from its clients would move the load, not end it.
        if (databaseFault(error) === 'busy') return undefined
        log.error({ err: error }, 'not ready')
        return 'the database does not answer'
      }
    },
    close: () => database.close(),
  }
}

async function notReady(database: Database): Promise<string | undefined> {
  if (!isCurrent(await migrationStatus(database))) return 'is not migrated. Run: npm run db:migrate'
  return halfLoaded(database)
}

/** What is not said already is a fault, whose cause is for the log alone. */
function faultOf(error: unknown, log: Log, requestId: string): TRPCError {
  if (error instanceof TRPCError) return error
  const cause = new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause: error })
  const fault = publicError(cause, undefined, requestId)
  log.error({ request_id: requestId, err: error }, fault.message)
  return fault
}
