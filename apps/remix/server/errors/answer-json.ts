import type { ServerResponse } from 'node:http'

export function answerJson(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body)
  response.statusCode = status
  response.setHeader('content-type', 'application/json; charset=utf-8')
  response.setHeader('content-length', Buffer.byteLength(text))
  response.end(text)
}
