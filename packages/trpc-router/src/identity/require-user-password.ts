import { type Database, Prisma } from '@streaming/db'
import { z } from 'zod'
import { forbidden, tooManyTries } from '../errors.ts'
import { type Attempts, createAttempts } from './attempts.ts'
import { verifyPassword } from './password.ts'

const failures = new WeakMap<Database, Attempts>()

/**
 * Makes sure that whoever acts for a user knows their password: a key or session may have been stolen. After five
 * failures within a quarter of an hour it waits as long, whatever is tried then.
 * @throws TRPCError FORBIDDEN or TOO_MANY_REQUESTS
 */
export async function requireUserPassword(
  database: Database,
  userId: string,
  password: string,
): Promise<void> {
  const attempts = failures.get(database) ?? createAttempts(5)
  failures.set(database, attempts)
  const seconds = await attempts.begin(userId)
  if (seconds !== undefined) throw tooManyTries(seconds)
  const [user] = await database.query(
    Prisma.sql`SELECT password FROM users WHERE user_id = ${userId}::INT8`,
    z.object({ password: z.string() }),
  )
  if (!(await verifyPassword(password, user?.password)))
    throw forbidden('current_password', 'that is not the current password')
  await attempts.forget(userId)
}
