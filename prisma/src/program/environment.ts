import { resolve } from 'node:path'
import { z } from 'zod'
import { OperatorError } from './operator-error.ts'

const postgresUrl = z
  .string()
  .refine((value) => /^(postgres|postgresql|cockroachdb):\/\//.test(value) && URL.canParse(value), {
    message: 'expected postgresql://USER:PASSWORD@HOST:PORT/DATABASE',
  })
  .transform((value) => value.replace(/^cockroachdb:/, 'postgresql:'))

/** The settings every program of the project shares. An empty value counts as unset. */
export const databaseSettings = z.object({
  DATABASE_URL: postgresUrl.optional(),
  DATA_DIR: z
    .string()
    .default('.data')
    .transform((path) => resolve(path)),
})

export type DatabaseSettings = z.infer<typeof databaseSettings>

/**
 * Parses a program's settings from its environment.
 * @throws OperatorError that names each setting that does not fit. Values are not repeated: they may hold passwords.
 */
export function parseEnvironment<Schema extends z.ZodType>(
  schema: Schema,
  environment: Readonly<Record<string, string | undefined>>,
): z.infer<Schema> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  throw new OperatorError(`Bad configuration. ${faults.join('; ')}`)
}
