import { callTRPCProcedure } from '@trpc/server'
import type { Context } from './context.ts'
import { directRead } from './direct-read.ts'
import { appRouter } from './router.ts'
import type { Route } from './routes.ts'

/**
 * Calls a route's procedure: what REST and tRPC over GET do, without a proxy made for each call.
 * @throws TRPCError that may leave the server
 */
export function callProcedure(
  { procedure, type, direct }: Pick<Route, 'procedure' | 'type' | 'direct'>,
  input: unknown,
  ctx: Context,
): Promise<unknown> {
  if (direct !== undefined) return directRead(direct, input, ctx)
  return callTRPCProcedure({
    router: appRouter,
    path: procedure,
    type,
    getRawInput: async () => input,
    ctx,
    signal: undefined, // no procedure ends early: its statement has a limit of time
    batchIndex: 0,
  })
}
