import { type Database, Prisma } from '@streaming/db'
import { z } from 'zod'
import { verifyPassword } from './password.ts'

export async function verifyUserPassword(
  { database }: { database: Database },
  userId: string,
  password: string,
): Promise<boolean> {
  const [user] = await database.query(
    Prisma.sql`SELECT password FROM users WHERE user_id = ${userId}::INT8`,
    z.object({ password: z.string() }),
  )
  return verifyPassword(password, user?.password)
}
