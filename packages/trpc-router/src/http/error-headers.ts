import type { TRPCError } from '@trpc/server'
import { RetryLater } from '../procedure/errors.ts'

/** What HTTP wants said beside an error, over REST and tRPC alike. */
export function errorHeaders({ code, cause }: TRPCError): Record<string, string> {
  if (cause instanceof RetryLater) return { 'retry-after': String(cause.seconds) }
  if (code === 'SERVICE_UNAVAILABLE') return { 'retry-after': '1' }
  if (code === 'UNAUTHORIZED') return { 'www-authenticate': 'Bearer' }
  return {}
}
