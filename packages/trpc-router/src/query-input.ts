import { z } from 'zod'
import { badRequest } from './errors.ts'

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
  const input: Record<string, unknown> = Object.create(null)
  for (const [name, text] of entries) {
    if (name in input) throw badRequest(name, 'expected once, got twice')
    input[name] = convert(schema.shape[name], text)
  }
  return input
}

function convert(schema: unknown, text: string): unknown {
  const inner = unwrap(schema)
  if (inner instanceof z.ZodNumber && /^-?\d{1,15}(\.\d{1,15})?$/.test(text)) return Number(text)
  if (inner instanceof z.ZodBoolean && (text === 'true' || text === 'false')) return text === 'true'
  return text
}

function unwrap(schema: unknown): unknown {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault ? unwrap(schema.unwrap()) : schema
}
