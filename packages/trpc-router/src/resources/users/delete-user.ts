import { addReviewDeltas, addUserDeltas, addWatchDeltas, Prisma, type Transaction, went } from '@streaming/db'
import { TRPCError } from '@trpc/server'
import { asUserOf, type User } from './user-row.ts'

/**
 * Deletes a user with their watches and reviews, and what rollups sum of them.
 * @returns how many rows went with them
 * @throws TRPCError when payments refer to them
 */
export async function deleteUser(transaction: Transaction, { user_id, name, subscription_id }: User) {
  const { prisma, query } = transaction
  const own = await prisma.user.findUniqueOrThrow({
    where: { user_id: BigInt(user_id) },
    select: { _count: { select: { payments: true, watches: true, reviews: true, api_keys: true } } },
  })
  const { payments, ...gone } = own._count
  if (payments > 0)
    throw new TRPCError({
      code: 'CONFLICT',
      message: `The user ${name} cannot be deleted: ${payments} ${payments === 1 ? 'payment refers' : 'payments refer'} to them.`,
    })
  // Before the user, with whom the rows go that are counted here.
  const watches = Prisma.sql`(
    SELECT w.user_id, w.content_id, w.subscription_id, w.watched_on, w.progress
    FROM watchhistory AS w WHERE w.user_id = ${user_id}::INT8)`
  const reviews = Prisma.sql`(SELECT r.content_id FROM reviews AS r WHERE r.user_id = ${user_id}::INT8)`
  await addWatchDeltas(query, went(watches))
  await addReviewDeltas(query, went(reviews))
  await addUserDeltas(query, went(asUserOf(subscription_id)))
  await prisma.user.delete({ where: { user_id: BigInt(user_id) }, select: { user_id: true } })
  return gone
}
