import type {
  Actor,
  Caller,
  ErrorBody,
  Explanation,
  OpenQuestion,
  Reading,
} from '@streaming/trpc-router/server'

declare module '@remix-run/node' {
  interface AppLoadContext {
    /** The router, called in process for this request by whoever sent it. */
    caller: Caller
    /**
     * The questions of a page, which see one committed state, and of when that is. Meanwhile nothing else may be asked.
     * @param ask may run again, and must have no side effect
     */
    atOnce<T>(ask: (analytics: Caller['analytics'], asOf: string) => Promise<T>): Promise<T>
    /** The questions that can be asked without saying anything, by whoever sent the request. */
    questions(): OpenQuestion[]
    /** How an answer of the API comes about, for whoever sent the request. @param url path and query, such as `/api/subscriptions` */
    explain(url: string): Promise<Explanation>
    /** Who sent it. */
    actor: Actor
    /** Whether a visitor may read. */
    reading: Reading
    /** What the router said, if it was the router that refused, with the status and headers of its answers. */
    refusal(error: unknown): (ErrorBody & { status: number; headers: Record<string, string> }) | undefined
    /** Under which the log has this request. */
    request_id: string
    /** Writes a fault of ours to the log, under the request's id. */
    logFault(error: unknown): void
    /** Scripts of this answer carry it. */
    nonce: string
    /** @returns a Set-Cookie header, or why not */
    signIn(
      email: string,
      password: string,
    ): Promise<
      | { kind: 'signed_in'; cookie: string }
      | { kind: 'refused' }
      | { kind: 'throttled'; retry_after_seconds: number }
    >
    /** Ends the session that the request came with. @returns a Set-Cookie header that takes its cookie away */
    signOut(): Promise<string>
  }
}
