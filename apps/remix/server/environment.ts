import {
  databaseSettings,
  OperatorError,
  parseEnvironment,
  type Reading,
} from '@streaming/trpc-router/server'
import { z } from 'zod'

const wholeNumber = (what: string, least: number, most: number) => {
  const expected = `expected ${what} from ${least} to ${most}`
  return z.coerce.number(expected).int(expected).min(least, expected).max(most, expected)
}

/** The server's settings. The README's configuration table says the same; a test compares them. */
export const serverSettings = databaseSettings.extend({
  PORT: wholeNumber('a port', 0, 65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  AUTH: z.enum(['auto', 'required'], 'expected auto or required').default('auto'),
  SESSION_SECRET: z.string().min(32, 'expected at least 32 characters').optional(),
  RATE_LIMIT: wholeNumber('a number of requests', 0, 1_000_000).default(1200),
  TRUST_PROXY: wholeNumber('a number of proxies', 0, 10).default(0),
  FOLLOWER_READS: z.enum(['on', 'off'], 'expected on or off').default('off'),
  TRAIN_EVERY_HOURS: wholeNumber('a number of hours', 0, 8_760).default(24),
  LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      'expected fatal, error, warn, info, debug, trace or silent',
    )
    .default('info'),
  NODE_ENV: z
    .enum(['production', 'development', 'test'], 'expected production or development')
    .default('production'),
})

export type ServerSettings = z.infer<typeof serverSettings>

export function readSettings(): ServerSettings {
  const settings = parseEnvironment(serverSettings, process.env)
  if (!isLoopback(settings.HOST) && settings.SESSION_SECRET === undefined)
    throw new OperatorError(
      `Bad configuration. SESSION_SECRET: needed when HOST is not a loopback address; 32 characters or more that nobody can guess, such as those of: openssl rand -hex 32`,
    )
  return settings
}

/** Open where only this machine can ask and the data is the embedded database's; everywhere else by credential. */
export function readingOf({ HOST, DATABASE_URL, AUTH, TRUST_PROXY }: ServerSettings): Reading {
  const onlyHere = isLoopback(HOST) && TRUST_PROXY === 0 && DATABASE_URL === undefined
  return AUTH === 'auto' && onlyHere ? 'open' : 'credentials'
}

export function isLoopback(host: string): boolean {
  return /^(.+\.)?localhost$/i.test(host) || /^\[?::1\]?$/.test(host) || /^127(\.\d{1,3}){3}$/.test(host)
}
