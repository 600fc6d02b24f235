import type { TRPCError } from '@trpc/server'
import type { Context } from './context.ts'
import { publicError } from './errors.ts'

/**
 * The error that may leave the server in place of one that a call ended with; what is ours is logged with its cause.
 * @param input as it came
 */
export function leavingError(
  error: TRPCError,
  { procedure, input, ctx }: { procedure: string; input: unknown; ctx: Context },
): TRPCError {
  const told = publicError(error, input, ctx.request_id)
  if (told.code === 'INTERNAL_SERVER_ERROR' || told.code === 'SERVICE_UNAVAILABLE')
    ctx.log.error({ request_id: ctx.request_id, procedure, err: error.cause ?? error }, told.message)
  return told
}
