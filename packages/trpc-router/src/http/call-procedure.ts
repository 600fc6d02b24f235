import { callTRPCProcedure } from '@trpc/server'
import type { Context } from '../procedure/context.ts'
import { appRouter } from '../router.ts'
import type { Route } from './routes.ts'

/**
 * Calls a route's procedure by its name, as tRPC's own handlers do.
 * @throws TRPCError that may leave the server
 */
export function callProcedure(
  { procedure, type }: Pick<Route, 'procedure' | 'type'>,
  input: unknown,
  ctx: Context,
): Promise<unknown> {
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
