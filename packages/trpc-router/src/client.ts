import { createTRPCClient, httpBatchLink, type TRPCClient } from '@trpc/client'
import type { AppRouter } from './router.ts'

/**
 * A typed client of a running service.
 * @param url its origin, such as `http://localhost:3000`
 */
export function createClient(url: string): TRPCClient<AppRouter> {
  return createTRPCClient<AppRouter>({ links: [httpBatchLink({ url: new URL('/trpc', url).href })] })
}
