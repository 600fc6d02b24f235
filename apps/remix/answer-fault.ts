import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import { answerJson } from './answer-json.ts'
import { requestId } from './logger.ts'

/**
 * What no handler answered for, such as a path that is not percent-encoded UTF-8: its status and nothing of its inside.
 * An answer that has begun is cut.
 */
export function answerFault(
  logger: Logger,
  error: unknown,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const status = statusOf(error)
  if (status >= 500) logger.error({ request_id: requestId(request), err: error }, 'a handler failed')
  if (response.headersSent) {
    request.socket.destroy()
    return
  }
  const code = status >= 500 ? 'INTERNAL_SERVER_ERROR' : status === 404 ? 'NOT_FOUND' : 'BAD_REQUEST'
  const words = {
    INTERNAL_SERVER_ERROR: `Something failed on our side. It is in the log as ${requestId(request)}.`,
    NOT_FOUND: 'There is nothing at this path.',
    BAD_REQUEST: 'The request cannot be understood.',
  }
  answerJson(response, status, { code, message: words[code] })
}

function statusOf(error: unknown): number {
  const status = error instanceof Error && 'status' in error ? error.status : 500
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500
}
