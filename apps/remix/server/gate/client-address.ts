import type { IncomingMessage } from 'node:http'
import proxyAddress from 'proxy-addr'
import type { ServerSettings } from '../environment.ts'

/** The address that a request comes from. */
export type ClientAddress = (request: IncomingMessage) => string

/** Of the proxies in front of this server only so many are believed, whatever `X-Forwarded-For` says. */
export function clientAddress({ TRUST_PROXY }: Pick<ServerSettings, 'TRUST_PROXY'>): ClientAddress {
  return (request) =>
    // A connection that is gone has no address any more.
    request.socket.remoteAddress === undefined
      ? ''
      : proxyAddress(request, (_address, distance) => distance < TRUST_PROXY)
}
