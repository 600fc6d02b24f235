import type { IncomingMessage, ServerResponse } from 'node:http'
import type { TRPCError } from '@trpc/server'
import type { Explanation } from './http/explain-answer.ts'
import type { OpenQuestion } from './http/open-questions.ts'
import type { Credentials } from './identity/identify.ts'
import type { SignInAttempt, SignInOutcome } from './identity/sign-in.ts'
import type { Reading } from './procedure/access.ts'
import type { Actor } from './procedure/actor.ts'
import type { Log, Requester } from './procedure/context.ts'
import type { Caller } from './router.ts'

/** What a service that runs says, besides its faults. */
export interface ServiceLog extends Log {
  info(fields: Record<string, unknown>, message: string): void
}

/** The service without a web framework: one database, one router, its handlers. */
export interface Service {
  readonly databaseName: string
  readonly reading: Reading
  /** @throws TRPCError UNAUTHORIZED for an Authorization header that counts for nothing, or a fault of the database */
  identify(credentials: Credentials, requestId: string): Promise<Actor>
  /** @throws TRPCError when the database does not answer */
  signIn(attempt: SignInAttempt, requestId: string): Promise<SignInOutcome>
  signOut(token: string, requestId: string): Promise<void>
  /** Makes the first admin where there is no operator. @returns their e-mail and the password, which is shown this once */
  createFirstAdmin(): Promise<{ email: string; password: string } | undefined>
  /** The router for server-side use: no HTTP between a page and its data. */
  caller(requester: Requester): Caller
  /**
   * The questions of a page, which see one committed state: that of the moment it is told. Nothing else may be asked of the service
   * meanwhile: the embedded database gives a snapshot all of its attention.
   * @param ask runs again where the database asks for it, and must have no side effect
   * @throws TRPCError when the database does not answer
   */
  atOnce<T>(
    requester: Requester,
    ask: (analytics: Caller['analytics'], asOf: string) => Promise<T>,
  ): Promise<T>
  /** The questions that can be asked without saying anything, by whoever this is. */
  questions(requester: Requester): OpenQuestion[]
  /**
   * How an answer of the API comes about: asks it once more. @param url path and query of a GET
   * @throws TRPCError as the question itself would
   */
  explain(url: string, requester: Requester): Promise<Explanation>
  /** Answers /api/…; the request's URL is whole. */
  rest(request: IncomingMessage, response: ServerResponse, requester: Requester): Promise<void>
  /** Answers a request for /api/… or /trpc/… with an error, in the shape of that face. */
  refuse(request: IncomingMessage, response: ServerResponse, error: TRPCError): Promise<void>
  /** Answers /trpc/…; the request's URL is whole. */
  trpc(request: IncomingMessage, response: ServerResponse, requester: Requester): Promise<void>
  /** @returns what is not ready, or undefined when the database answers, its migrations are current and it is whole */
  notReady(): Promise<string | undefined>
  close(): Promise<void>
}
