import { initTRPC } from '@trpc/server'
import { type Access, requireAccess } from './access.ts'
import type { Context } from './context.ts'
import { errorBody, publicError } from './errors.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** How a procedure is reached over REST, who may use it, and its words in the API description. */
export interface Meta {
  /** Of its REST operation; queries are read with GET. */
  method: Method
  /** Of the answer over REST, 200 if it is not given. */
  status?: 200 | 201
  /** Path below the origin, with `{parameter}` for path parameters. */
  path: string
  summary: string
  /** Definitions, ties, what null and 0 mean. */
  description: string
  tag: 'Analytics' | 'Dashboard' | 'Recommendations' | 'Operations' | 'Access'
  access: Access
  /** Whether the answer can be had as CSV: an array of rows, or made into one. */
  csv?: boolean
}

const trpc = initTRPC
  .context<Context>()
  .meta<Meta>()
  .create({
    errorFormatter({ shape, error }) {
      const { issues } = errorBody(error)
      const { code, httpStatus, path } = shape.data
      return {
        code: shape.code,
        message: shape.message,
        data: {
          code,
          httpStatus,
          ...(path === undefined ? {} : { path }),
          ...(issues === undefined ? {} : { issues }),
        },
      }
    },
  })

export const router = trpc.router
export const createCallerFactory = trpc.createCallerFactory

/**
 * Every procedure begins here: who may not use it is refused before its input is looked at, nothing but a public
 * error gets past it, and a fault of ours is logged with its cause.
 */
export const procedure = trpc.procedure.use(async ({ ctx, meta, path, next, getRawInput }) => {
  // A body that cannot be read names nobody; that it cannot be read is told when the input is parsed.
  const input = await getRawInput().catch(() => undefined)
  // A procedure that says nothing of access is the admins' alone.
  requireAccess(ctx.actor, meta?.access ?? 'administration', ctx.reading, input)
  const result = await next()
  if (result.ok) return result
  const { error } = result
  const told = publicError(error, input, ctx.request_id)
  if (told.code === 'INTERNAL_SERVER_ERROR' || told.code === 'SERVICE_UNAVAILABLE')
    ctx.log.error({ request_id: ctx.request_id, procedure: path, err: error.cause ?? error }, told.message)
  throw told
})
