import { z } from 'zod'
import { badRequest } from '../../procedure/errors.ts'

/**
 * A procedure's input from a request's path and query, where everything is text: numbers and booleans that
 * the schema asks for are converted when they look like one, and left as they came when not, so that the
 * schema's own message says what is wrong. The schema itself is never changed.
 * @throws TRPCError when a parameter comes twice
 */
export function queryInput(
  schema: z.ZodObject,
  entries: Iterable<[string, string]>,
): Record<string, unknown> {
  const kinds = kindsOf(schema)
  const input: Record<string, unknown> = Object.create(null)
  for (const [name, text] of entries) {
    if (name in input) throw badRequest(name, 'expected once, got twice')
    input[name] = convert(kinds.get(name), text)
  }
  return input
}

function convert(kind: Kind | undefined, text: string): unknown {
  if (kind === 'number' && /^-?\d{1,15}(\.\d{1,15})?$/.test(text)) return Number(text)
  if (kind === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  return text
}

/** What a parameter is converted to; all others stay text. */
type Kind = 'number' | 'boolean'

const known = new WeakMap<z.ZodObject, ReadonlyMap<string, Kind>>()

/** By the parameter's name. A schema's are found out once: zod's `instanceof` is a look-up of its own. */
function kindsOf(schema: z.ZodObject): ReadonlyMap<string, Kind> {
  const found = known.get(schema)
  if (found !== undefined) return found
  const kinds = new Map<string, Kind>()
  for (const [name, field] of Object.entries(schema.shape)) {
    const inner = unwrap(field)
    if (inner instanceof z.ZodNumber) kinds.set(name, 'number')
    else if (inner instanceof z.ZodBoolean) kinds.set(name, 'boolean')
  }
  known.set(schema, kinds)
  return kinds
}

function unwrap(schema: unknown): unknown {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault ? unwrap(schema.unwrap()) : schema
}
