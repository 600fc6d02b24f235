import { Prisma, type Query } from '@streaming/db'
import { z } from 'zod'
import { notFound } from '../../procedure/errors.ts'

/** @throws TRPCError NOT_FOUND */
export async function requireUser(query: Query, userId: string): Promise<void> {
  const found = await query(
    Prisma.sql`SELECT user_id::TEXT AS user_id FROM users WHERE user_id = ${userId}::INT8`,
    z.object({ user_id: z.string() }),
  )
  if (found.length === 0) throw notFound(`user ${userId}`)
}
