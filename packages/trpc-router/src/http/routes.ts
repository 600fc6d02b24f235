import { z } from 'zod'
import type { Meta } from '../procedure/trpc.ts'
import { appRouter } from '../router.ts'

/** The router's procedures as REST routes: what the REST face answers and its description describes. */
export interface Route extends Required<Meta> {
  /** Dotted, such as `analytics.topContent`. */
  procedure: string
  type: 'query' | 'mutation'
  input: z.ZodObject
  output: z.ZodType
}

const zodType = z.custom<z.ZodType>((schema) => schema instanceof z.ZodType)
const procedureDefinition = z.object({
  type: z.enum(['query', 'mutation']),
  meta: z.custom<Meta>((meta) => meta instanceof Object && 'path' in meta && 'access' in meta),
  inputs: z.tuple([zodType]),
  output: zodType,
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
  const { type, meta, inputs, output } = procedureDefinition.parse(_def)
  if ((meta.method === 'GET') !== (type === 'query'))
    throw new TypeError(`${procedure} is a ${type}, which ${meta.method} does not do`)
  return { status: 200, csv: false, ...meta, procedure, type, input: objectOf(inputs[0]), output }
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
