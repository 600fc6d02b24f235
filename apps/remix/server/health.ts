import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Service } from '@streaming/trpc-router/server'
import { answerJson } from './errors/answer-json.ts'

/** Probes and proxies may send the whole address. */
const health = /^(?:https?:\/\/[^/]*)?\/(healthz|readyz)\/?(?:\?|$)/i

export function isHealthCheck({ method, url = '' }: IncomingMessage): boolean {
  return (method === 'GET' || method === 'HEAD') && health.test(url)
}

/** `/healthz`: the process lives. `/readyz`: it can answer questions too. */
export async function answerHealth(
  service: Service,
  { url = '' }: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (health.exec(url)?.[1]?.toLowerCase() === 'healthz') return answerJson(response, 200, { status: 'ok' })
  const reason = await service.notReady()
  if (reason === undefined) answerJson(response, 200, { status: 'ready' })
  else answerJson(response, 503, { status: 'not ready', reason })
}
