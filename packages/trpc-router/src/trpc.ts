import { initTRPC } from '@trpc/server'
import type { Context } from './context.ts'
import { errorBody, publicError } from './errors.ts'

/** How a procedure is reached over REST, and its words in the API description. */
export interface Meta {
  /** Path below the origin, with `{parameter}` for path parameters. All procedures so far are read with GET. */
  path: string
  summary: string
  /** Definitions, ties, what null and 0 mean. */
  description: string
  tag: 'Analytics' | 'Dashboard' | 'Operations'
  /** Whether the answer can be had as CSV: an array of rows, or made into one. */
  csv: boolean
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

/** Every procedure begins here: nothing but a public error gets past it, and what is ours is logged with its cause. */
export const procedure = trpc.procedure.use(async ({ ctx, path, next, getRawInput }) => {
  const result = await next()
  if (result.ok) return result
  const error = publicError(result.error, await getRawInput(), ctx.request_id)
  if (error.code === 'INTERNAL_SERVER_ERROR' || error.code === 'SERVICE_UNAVAILABLE') {
    ctx.log.error(
      { request_id: ctx.request_id, procedure: path, err: result.error.cause ?? result.error },
      error.message,
    )
  }
  throw error
})
