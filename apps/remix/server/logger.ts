import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import pino, { type Logger } from 'pino'
import pretty from 'pino-pretty'
import type { ServerSettings } from './environment.ts'

/**
 * One line of JSON an event; in development, and where the output is a terminal, the same for people. Bodies, queries' answers and
 * headers are not logged.
 */
export function createLogger({ LOG_LEVEL, NODE_ENV }: ServerSettings): Logger {
  if (NODE_ENV !== 'development' && !process.stdout.isTTY) return pino({ level: LOG_LEVEL })
  return pino({ level: LOG_LEVEL }, pretty({ colorize: process.stdout.isTTY, ignore: 'pid,hostname' }))
}

const ids = new WeakMap<object, string>()

/** The id under which the log has this request; the client gets it as `x-request-id`. */
export function requestId(request: object): string {
  return ids.get(request) ?? 'none'
}

/** Gives the request its id, and logs it when it is over. */
export function logRequest(logger: Logger, request: IncomingMessage, response: ServerResponse): void {
  const id = randomUUID()
  const start = performance.now()
  const { method, url: path } = request
  ids.set(request, id)
  response.setHeader('x-request-id', id)
  response.on('close', () => {
    // Whoever went away before the answer's end was told no status.
    const aborted = !response.writableFinished
    const status = aborted && !response.headersSent ? undefined : response.statusCode
    const duration_ms = Math.round((performance.now() - start) * 10) / 10
    const level = status !== undefined && status >= 500 ? 'error' : 'info'
    logger[level](
      { request_id: id, method, path, status, duration_ms, ...(aborted && { aborted }) },
      'request',
    )
  })
}
