import { z } from 'zod'
import { parameters } from './fields/schemas.ts'

/** The input of a change: a row's key, and the fields to change, of which at least one is there. */
export function patch<Key extends z.ZodRawShape, Fields extends z.ZodRawShape>(key: Key, fields: Fields) {
  const names = Object.keys(fields)
  return parameters({ ...key, ...fields }).refine(
    (input) => names.some((name) => name in input),
    `expected at least one of ${names.join(', ')}`,
  )
}

/** A field that may be left out, but is never undefined: what is not there is not changed. */
export const changeable = <Schema extends z.ZodType>(schema: Schema) => z.exactOptional(schema)
