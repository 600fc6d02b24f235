import type { Database } from '@streaming/db'
import { createAttempts } from '../../identity/attempts.ts'
import { verifyPassword } from '../../identity/password.ts'
import { forbidden, tooManyTries } from '../../procedure/errors.ts'

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
  const attempts = createAttempts(database, 'current password', 5)
  const seconds = await attempts.begin(userId)
  if (seconds !== undefined) throw tooManyTries(seconds)
  const user = await database.prisma.user.findUnique({
    where: { user_id: BigInt(userId) },
    select: { password: true },
  })
  if (!(await verifyPassword(password, user?.password)))
    throw forbidden('current_password', 'that is not the current password')
  await attempts.forget(userId)
}
