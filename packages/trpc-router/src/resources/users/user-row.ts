import { Prisma, type Transaction } from '@streaming/db'
import { z } from 'zod'
import { conflict, notFound } from '../../procedure/errors.ts'
import { Id } from '../../procedure/fields/schemas.ts'

export const example = {
  user_id: '1',
  name: 'Mara Keller',
  email: 'mara.keller@example.com',
  subscription_id: '1',
  subscription: 'Premium',
}

/** A subscriber as others may see them: never a password or its hash. */
export const User = z
  .object({
    user_id: Id,
    name: z.string(),
    email: z.string(),
    subscription_id: Id,
    subscription: z.string().meta({ description: 'Name of the plan the user is on now.' }),
  })
  .meta({ example })
export type User = z.output<typeof User>

/** The columns of that answer: the password is not even read. */
export const userColumns = {
  user_id: true,
  name: true,
  email: true,
  subscription_id: true,
  plan: { select: { name: true } },
} as const satisfies Prisma.UserSelect

type UserRow = Prisma.UserGetPayload<{ select: typeof userColumns }>

export function userOf({ user_id, name, email, subscription_id, plan }: UserRow): User {
  return {
    user_id: String(user_id),
    name,
    email,
    subscription_id: String(subscription_id),
    subscription: plan.name,
  }
}

/** One user of a plan, as rows that deltas count. */
export function asUserOf(subscription_id: string): Prisma.Sql {
  return Prisma.sql`(SELECT ${subscription_id}::INT8 AS subscription_id)`
}

/** @throws TRPCError NOT_FOUND */
export async function findUser({ prisma }: Pick<Transaction, 'prisma'>, id: string): Promise<User> {
  const user = await prisma.user.findUnique({ where: { user_id: BigInt(id) }, select: userColumns })
  if (user === null) throw notFound(`user ${id}`)
  return userOf(user)
}

/** Signing in asks for an address alone, so it must say who it is. @param exceptUser whose it may be */
export async function refuseTakenEmail(
  { prisma }: Transaction,
  email: string,
  exceptUser = '0',
): Promise<void> {
  const user = await prisma.user.findFirst({
    where: { email, user_id: { not: BigInt(exceptUser) } },
    select: { user_id: true },
  })
  const operator = await prisma.operator.findUnique({ where: { email }, select: { operator_id: true } })
  if (user !== null || operator !== null)
    throw conflict('email', `${JSON.stringify(email)} belongs to somebody else`)
}
