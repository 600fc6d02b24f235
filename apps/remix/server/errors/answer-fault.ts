import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import { requestId } from '../logger.ts'
import { answerJson } from './answer-json.ts'

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
  if (status >= 500)
    answerJson(response, status, {
      code: 'INTERNAL_SERVER_ERROR',
      message: `Something failed on our side. It is in the log as ${requestId(request)}.`,
    })
  else answerJson(response, status, refusals[status] ?? notUnderstood)
}

const notUnderstood = { code: 'BAD_REQUEST', message: 'The request cannot be understood.' }

/** What files and bodies are refused for by the libraries that serve and read them. */
const refusals: Readonly<Record<number, { code: string; message: string }>> = {
  403: { code: 'FORBIDDEN', message: 'There is no way to this path.' },
  404: { code: 'NOT_FOUND', message: 'There is nothing at this path.' },
  412: {
    code: 'PRECONDITION_FAILED',
    message: 'What is there is not what the request’s conditions ask for.',
  },
  413: { code: 'PAYLOAD_TOO_LARGE', message: 'The request’s body is too large.' },
}

function statusOf(error: unknown): number {
  const status = error instanceof Error && 'status' in error ? error.status : 500
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500
}
