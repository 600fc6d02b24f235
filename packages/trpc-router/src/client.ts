import { createTRPCClient, httpBatchLink, type TRPCClient } from '@trpc/client'
import { maxBatchSize } from './http/batch-limit.ts'
import type { AppRouter } from './router.ts'

/** Well below what servers and proxies take for a request's first line. */
const longestUrl = 4_000

/**
 * A typed client of a running service.
 * @param url its origin, such as `http://localhost:3000`
 * @param options `key`: an API key, for what needs a credential
 */
export function createClient(url: string, { key }: { key?: string } = {}): TRPCClient<AppRouter> {
  const headers = key === undefined ? {} : { authorization: `Bearer ${key}` }
  return createTRPCClient<AppRouter>({
    links: [
      httpBatchLink({
        url: new URL('/trpc', url).href,
        headers,
        // What the server takes at most; more calls at once go in several requests.
        maxItems: maxBatchSize,
        maxURLLength: longestUrl,
      }),
    ],
  })
}
