import { z } from 'zod'
import { answerOf } from './answering.ts'
import { type DirectRead, isDirect, type Link } from './direct-read.ts'
import { appRouter } from './router.ts'
import type { Meta } from './trpc.ts'

/** The router's procedures as REST routes: what the REST face answers and its description describes. */
export interface Route extends Required<Meta> {
  /** Dotted, such as `analytics.topContent`. */
  procedure: string
  type: 'query' | 'mutation'
  input: z.ZodObject
  output: z.ZodType
  /** The same without tRPC's chain of calls, where that has no more links than it knows of. */
  direct: DirectRead | undefined
}

export const procedureDefinition = z.object({
  type: z.enum(['query', 'mutation']),
  meta: z.custom<Meta>((meta) => meta instanceof Object && 'path' in meta && 'access' in meta),
  inputs: z.tuple([z.custom<z.ZodType>((schema) => schema instanceof z.ZodType)]),
  output: z.custom<z.ZodType>((schema) => schema instanceof z.ZodType).optional(),
  resolver: z.custom<DirectRead['resolver']>((resolver) => resolver instanceof Function),
  middlewares: z.array(z.custom<Link>((link) => link instanceof Function)),
})

/** At run time a flat record by dotted name; its type is nested. */
const procedures: Record<string, { _def: unknown }> = z
  .record(
    z.string(),
    z.custom<{ _def: unknown }>((value) => value instanceof Object && '_def' in value),
  )
  .parse(appRouter._def.procedures)

/** @throws Error when a procedure lacks path, input or output: then it would be missing from the description */
export const routes: readonly Route[] = Object.entries(procedures).map(([procedure, { _def }]) => {
  const { type, meta, inputs, resolver, middlewares, ...definition } = procedureDefinition.parse(_def)
  const { output = answerOf(resolver) } = definition
  if (output === undefined) throw new TypeError(`${procedure} does not say what it answers`)
  if ((meta.method === 'GET') !== (type === 'query'))
    throw new TypeError(`${procedure} is a ${type}, which ${meta.method} does not do`)
  const [schema] = inputs
  const direct = isDirect({ type, resolver, middlewares })
    ? { procedure, access: meta.access, input: schema, resolver }
    : undefined
  return { status: 200, csv: false, ...meta, procedure, type, input: objectOf(schema), output, direct }
})

function objectOf(schema: z.ZodType): z.ZodObject {
  const inner = schema instanceof z.ZodPrefault ? schema.unwrap() : schema
  if (inner instanceof z.ZodObject) return inner
  throw new TypeError('the input of a procedure is an object')
}

/** The names of a path's parameters. */
export function pathParameters(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
}
