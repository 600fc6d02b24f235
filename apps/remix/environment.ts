import { databaseSettings, parseEnvironment } from '@streaming/trpc-router/server'
import { z } from 'zod'

/** The server's settings. The README's configuration table says the same; a test compares them. */
export const serverSettings = databaseSettings.extend({
  PORT: z.coerce
    .number('expected a port from 0 to 65535')
    .int('expected a port from 0 to 65535')
    .min(0, 'expected a port from 0 to 65535')
    .max(65_535, 'expected a port from 0 to 65535')
    .default(3000),
  HOST: z.string().default('127.0.0.1'),
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
  return parseEnvironment(serverSettings, process.env)
}
