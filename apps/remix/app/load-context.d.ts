import type { Caller } from '@streaming/trpc-router/server'

declare module '@remix-run/node' {
  interface AppLoadContext {
    /** The router, called in process for this request. */
    caller: Caller
  }
}
