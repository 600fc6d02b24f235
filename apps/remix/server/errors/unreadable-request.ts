import type { Duplex } from 'node:stream'

/** What Node's parser gives up on never becomes a request; its sender gets the API's shape of errors all the same. */
const answers: Record<string, { status: string; code: string; message: string }> = {
  HPE_HEADER_OVERFLOW: {
    status: '431 Request Header Fields Too Large',
    code: 'BAD_REQUEST',
    message: 'headers: expected at most 16384 bytes, with the path and its query',
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: '408 Request Timeout',
    code: 'TIMEOUT',
    message: 'The request took too long to arrive.',
  },
}
const other = { status: '400 Bad Request', code: 'BAD_REQUEST', message: 'This is not HTTP as expected.' }

/** For an HTTP server's `clientError`. */
export function answerUnreadable(
  error: NodeJS.ErrnoException & { rawPacket?: Buffer },
  socket: Duplex,
): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const { status, ...body } = answers[error.code ?? ''] ?? other
  const text = JSON.stringify(body)
  // An answer to HEAD has no body; a client would take it for an answer that nobody asked for.
  const sent = error.rawPacket?.subarray(0, 5).toString('latin1') === 'HEAD ' ? '' : text
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(text)}\r\nConnection: close\r\n\r\n${sent}`,
  )
}
