import type { IncomingMessage } from 'node:http'
import { TRPCError } from '@trpc/server'
import { badRequest } from '../../procedure/errors.ts'

/** Bytes of a body, over REST and tRPC alike: a batch of 5,000 watches takes about 0.7 MB. */
export const mostBytes = 2_000_000

/**
 * The JSON object in a request's body; one without a body is empty.
 * @throws TRPCError UNSUPPORTED_MEDIA_TYPE, PAYLOAD_TOO_LARGE or BAD_REQUEST
 */
export async function jsonBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  const bytes = await read(request)
  if (bytes.length === 0) return {}
  const type = request.headers['content-type'] ?? ''
  if (!/^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(type))
    throw unsupported(`content-type: expected application/json, got ${JSON.stringify(type.slice(0, 80))}`)
  const value = parse(bytes)
  if (!(value instanceof Object) || Array.isArray(value)) throw badRequest('body', 'expected a JSON object')
  return Object.fromEntries(Object.entries(value))
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const encoding = request.headers['content-encoding'] ?? 'identity'
  if (encoding !== 'identity')
    throw unsupported(`content-encoding: expected none, got ${JSON.stringify(encoding.slice(0, 80))}`)
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) throw tooLarge()
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of request) {
      size += chunk.length
      if (size > mostBytes) throw tooLarge()
      chunks.push(chunk)
    }
  } catch (error) {
    if (error instanceof TRPCError) throw error
    // The client went before its body was whole; nobody reads the answer.
    throw badRequest('body', 'expected as many bytes as announced')
  }
  return Buffer.concat(chunks)
}

function parse(bytes: Buffer): unknown {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw badRequest('body', 'expected UTF-8')
  }
  try {
    return JSON.parse(text)
  } catch {
    throw badRequest('body', 'expected JSON')
  }
}

function unsupported(message: string): TRPCError {
  return new TRPCError({ code: 'UNSUPPORTED_MEDIA_TYPE', message })
}

function tooLarge(): TRPCError {
  return new TRPCError({
    code: 'PAYLOAD_TOO_LARGE',
    message: `body: expected at most ${mostBytes} bytes`,
  })
}
