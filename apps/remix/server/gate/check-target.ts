import type { IncomingMessage } from 'node:http'
import type { Reading } from '@streaming/trpc-router/server'
import { isLoopback, type ServerSettings } from '../environment.ts'

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/** Why a request is not answered, in the shape of the API. */
export interface TargetRefusal {
  status: number
  body: { code: string; message: string }
}

/** @returns why a request is not answered, or undefined */
export type TargetCheck = (
  request: Pick<IncomingMessage, 'method' | 'url' | 'headers'>,
) => TargetRefusal | undefined

/**
 * What a request asks of whom: a method that is known, a path, and a host that may be named here. While reading is
 * open only this machine's own names may: else a page elsewhere could lead its own name to this address and read.
 */
export function createTargetCheck(
  reading: Reading,
  { TRUST_PROXY }: Pick<ServerSettings, 'TRUST_PROXY'>,
): TargetCheck {
  // Nearly all requests name the same host: what was found right once is not parsed again.
  let knownHost: string | undefined
  return ({ method = '', url = '', headers }) => {
    // Only a proxy that is trusted may say under which name it was asked.
    if (TRUST_PROXY === 0) delete headers['x-forwarded-host']
    if (!methods.has(method)) return refusal(405, 'METHOD_NOT_SUPPORTED', `${method} is not supported here`)
    if (!url.startsWith('/'))
      return refusal(400, 'BAD_REQUEST', 'The request’s target: expected a path that begins with /')
    const { host, 'x-forwarded-host': forwarded } = headers
    if (host !== undefined && host === knownHost && forwarded === undefined) return undefined
    const why = checkHosts(
      [host, forwarded].flat().filter((name) => name !== undefined),
      reading,
    )
    if (why === undefined) knownHost = host
    return why
  }
}

function checkHosts(hosts: readonly string[], reading: Reading): TargetRefusal | undefined {
  if (
    hosts.length === 0 ||
    hosts.some((host) => !/^[^/\\?#@\s]+$/.test(host) || !URL.canParse(`http://${host}`))
  )
    return refusal(400, 'BAD_REQUEST', 'Host: expected a host name and port')
  if (reading === 'open' && hosts.some((host) => !isLoopback(new URL(`http://${host}`).hostname)))
    return refusal(
      403,
      'FORBIDDEN',
      'Host: while reading is open to visitors, only localhost and 127.0.0.1 are answered; AUTH=required answers to any name',
    )
  return undefined
}

function refusal(status: number, code: string, message: string): TargetRefusal {
  return { status, body: { code, message } }
}
