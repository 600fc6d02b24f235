import type { Reading } from '@streaming/trpc-router/server'
import type { Handler } from 'express'
import { isLoopback, type ServerSettings } from './environment.ts'

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/**
 * What a request asks of whom: a method that is known, a path, and a host that may be named here. While reading is
 * open only this machine's own names may: else a page elsewhere could lead its own name to this address and read.
 */
export function checkTarget(reading: Reading, { TRUST_PROXY }: Pick<ServerSettings, 'TRUST_PROXY'>): Handler {
  return (request, response, next) => {
    // Only a proxy that is trusted may say under which name it was asked.
    if (TRUST_PROXY === 0) delete request.headers['x-forwarded-host']
    const hosts = [request.headers.host, request.headers['x-forwarded-host']]
      .flat()
      .filter((host) => host !== undefined)
    const refuse = (status: number, code: string, message: string) =>
      response.status(status).json({ code, message })
    if (!methods.has(request.method))
      refuse(405, 'METHOD_NOT_SUPPORTED', `${request.method} is not supported here`)
    else if (!request.originalUrl.startsWith('/'))
      refuse(400, 'BAD_REQUEST', 'The request’s target: expected a path that begins with /')
    else if (
      hosts.length === 0 ||
      hosts.some((host) => !/^[^/\\?#@\s]+$/.test(host) || !URL.canParse(`http://${host}`))
    )
      refuse(400, 'BAD_REQUEST', 'Host: expected a host name and port')
    else if (reading === 'open' && hosts.some((host) => !isLoopback(new URL(`http://${host}`).hostname)))
      refuse(
        403,
        'FORBIDDEN',
        'Host: while reading is open to visitors, only localhost and 127.0.0.1 are answered; AUTH=required answers to any name',
      )
    else next()
  }
}
