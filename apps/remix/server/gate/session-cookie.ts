import { createCookie } from '@remix-run/node'
import { sessionSeconds } from '@streaming/trpc-router/server'

/** The cookie of somebody who is signed in: a token, signed, out of the reach of scripts and of other sites' forms. */
export interface SessionCookie {
  /** The token in a Cookie header, if its signature is ours. */
  read(header: string): Promise<string | undefined>
  /** A Set-Cookie header. @param secure whether the client came by https */
  write(token: string, secure: boolean): Promise<string>
  /** The Set-Cookie header that takes it away. */
  clear(secure: boolean): Promise<string>
}

export function createSessionCookie(secret: string): SessionCookie {
  const cookie = createCookie('session', {
    secrets: [secret],
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    maxAge: sessionSeconds,
  })
  return {
    async read(header) {
      const token: unknown = await cookie.parse(header)
      return typeof token === 'string' && token !== '' ? token : undefined
    },
    write: (token, secure) => cookie.serialize(token, { secure }),
    clear: (secure) => cookie.serialize('', { secure, maxAge: 0 }),
  }
}
