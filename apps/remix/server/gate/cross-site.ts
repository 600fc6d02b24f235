import type { IncomingMessage } from 'node:http'

const reading = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Whether a request that may change something was made by a page of another site. Browsers say so themselves
 * (Sec-Fetch-Site, and Origin where that is missing); what says neither is no browser, and carries no cookie that
 * it was not given on purpose. With it forms need no token, and work without JavaScript.
 */
export function isCrossSite({
  method = 'GET',
  headers,
}: Pick<IncomingMessage, 'method' | 'headers'>): boolean {
  if (reading.has(method)) return false
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  const { origin } = headers
  if (origin === undefined) return false
  return !URL.canParse(origin) || new URL(origin).host !== headers.host
}
