import type { IncomingMessage, ServerResponse } from 'node:http'
import compression from 'compression'

/** Bytes from which compressing pays: below, headers and the one packet are what costs. */
const leastCompressed = 1_024

/**
 * Compresses what is written to a response from now on, if the client takes that. Its own type says that it is for
 * Express; it reads and changes what node:http has.
 */
export const compress = compression({ threshold: leastCompressed }) as (
  request: IncomingMessage,
  response: ServerResponse,
  next: () => void,
) => void

/**
 * Ends a response with a whole text; a long one is compressed in the way that the client takes. The library for it changes
 * methods of each response that it sees, so others pass it by.
 * @param vary the request's headers on which this answer depends, besides Accept-Encoding
 */
export function sendText(
  request: IncomingMessage,
  response: ServerResponse,
  { text, vary }: { text: string; vary: string },
): void {
  // Whoever has gone gets nothing; the library would wait for them to take it.
  if (response.destroyed) return
  const bytes = Buffer.byteLength(text)
  response.setHeader('content-length', bytes)
  response.setHeader('vary', `${vary}, accept-encoding`)
  const body = request.method === 'HEAD' ? undefined : text
  if (bytes < leastCompressed || request.headers['accept-encoding'] === undefined) response.end(body)
  else compress(request, response, () => response.end(body))
}
