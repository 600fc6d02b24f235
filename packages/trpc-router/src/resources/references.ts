import type { Transaction } from '@streaming/db'
import { badRequest } from '../procedure/errors.ts'

/** What a row refers to, and how its place is named: `items.3.` or nothing. */
export interface References {
  user_id: string
  content_id?: string
  /** The plan it is made on; the user's own, if it is not given. */
  subscription_id?: string | undefined
  at?: string
}

/**
 * @returns of each row, in order, the plan it is made on
 * @throws TRPCError naming the first field that refers to nobody or nothing, so that it can be shown at that field
 */
export async function resolveReferences(
  { prisma }: Transaction,
  rows: readonly References[],
): Promise<bigint[]> {
  const users = await prisma.user.findMany({
    where: { user_id: { in: distinct(rows.map(({ user_id }) => user_id)) } },
    select: { user_id: true, subscription_id: true },
  })
  const titles = await prisma.title.findMany({
    where: { content_id: { in: distinct(rows.map(({ content_id }) => content_id)) } },
    select: { content_id: true },
  })
  const plans = await prisma.plan.findMany({
    where: { subscription_id: { in: distinct(rows.map(({ subscription_id }) => subscription_id)) } },
    select: { subscription_id: true },
  })
  const planOfUser = new Map(users.map(({ user_id, subscription_id }) => [user_id, subscription_id]))
  const knownTitles = new Set(titles.map(({ content_id }) => content_id))
  const knownPlans = new Set(plans.map(({ subscription_id }) => subscription_id))
  return rows.map(({ user_id, content_id, subscription_id, at = '' }) => {
    const own = planOfUser.get(BigInt(user_id))
    if (own === undefined) throw badRequest(`${at}user_id`, `there is no user ${user_id}`)
    if (content_id !== undefined && !knownTitles.has(BigInt(content_id)))
      throw badRequest(`${at}content_id`, `there is no title ${content_id}`)
    if (subscription_id === undefined) return own
    if (!knownPlans.has(BigInt(subscription_id)))
      throw badRequest(`${at}subscription_id`, `there is no plan ${subscription_id}`)
    return BigInt(subscription_id)
  })
}

/** The same for one row. */
export async function resolveReference(transaction: Transaction, row: References): Promise<bigint> {
  const [plan] = await resolveReferences(transaction, [row])
  if (plan === undefined) throw new Error('a row is made on one plan')
  return plan
}

function distinct(ids: readonly (string | undefined)[]): bigint[] {
  return [...new Set(ids)].filter((id) => id !== undefined).map(BigInt)
}
