import { addReviewDeltas, addUserDelta, addWatchDeltas, Prisma, type Query } from '@streaming/db'
import { TRPCError } from '@trpc/server'
import { z } from 'zod'
import { badRequest, conflict, notFound } from '../errors.ts'
import { Count, Id } from '../schemas.ts'
import { type Writer, write } from './write.ts'

/**
 * Rules for subscribers: an e-mail address belongs to one user or operator, every user is on a plan, and one who
 * has payments cannot be deleted. Watches, reviews, sessions and API keys are the user's own and go with them. No password or hash
 * is in an answer or in the audit trail.
 */

export const UserRow = z.object({
  user_id: Id,
  name: z.string(),
  email: z.string(),
  subscription_id: Id,
  subscription: z.string(),
})
export type UserRow = z.infer<typeof UserRow>

export const userColumns = Prisma.sql`
  u.user_id::TEXT AS user_id, u.name, u.email, u.subscription_id::TEXT AS subscription_id, s.name AS subscription`
export const userTables = Prisma.sql`users AS u JOIN subscriptions AS s ON s.subscription_id = u.subscription_id`

const idOnly = z.object({ user_id: Id })

/** @param fields `password_hash` in PHC string format */
export function createUser(
  writer: Writer,
  fields: { name: string; email: string; password_hash: string; subscription_id: string },
): Promise<UserRow> {
  return write(writer, 'users.create', async (query) => {
    await refuseTakenEmail(query, fields.email, { user_id: '0' })
    await requirePlan(query, fields.subscription_id)
    const [made] = await query(
      Prisma.sql`
        INSERT INTO users (name, email, password, subscription_id)
        VALUES (${fields.name}, ${fields.email}, ${fields.password_hash}, ${fields.subscription_id}::INT8)
        RETURNING user_id::TEXT AS user_id`,
      idOnly,
    )
    await addUserDelta(query, 1, fields.subscription_id)
    const after = await findUser(query, made?.user_id ?? '')
    return { answer: after, entity: 'users', entity_id: after.user_id, before: null, after }
  })
}

export function updateUser(
  writer: Writer,
  id: string,
  fields: { name?: string; email?: string },
): Promise<UserRow> {
  return write(writer, 'users.update', async (query) => {
    const before = await findUser(query, id)
    const { name, email } = { ...before, ...fields }
    await refuseTakenEmail(query, email, { user_id: id })
    await query(
      Prisma.sql`UPDATE users SET name = ${name}, email = ${email} WHERE user_id = ${id}::INT8`,
      z.never(),
    )
    return changed(before, await findUser(query, id))
  })
}

/** Watches count for the plan their user is on now, so what was watched so far moves to the new plan; payments stay. */
export function changePlan(writer: Writer, id: string, planId: string): Promise<UserRow> {
  return write(writer, 'users.changePlan', async (query) => {
    const before = await findUser(query, id)
    await requirePlan(query, planId)
    const theirs = Prisma.sql`w.user_id = ${id}::INT8`
    await addWatchDeltas(query, -1, theirs)
    await addUserDelta(query, -1, before.subscription_id)
    await query(
      Prisma.sql`UPDATE users SET subscription_id = ${planId}::INT8 WHERE user_id = ${id}::INT8`,
      z.never(),
    )
    await addWatchDeltas(query, 1, theirs)
    await addUserDelta(query, 1, planId)
    return changed(before, await findUser(query, id))
  })
}

/** Ends every session of the user: whoever knew the old password is out. */
export function changePassword(writer: Writer, id: string, passwordHash: string): Promise<UserRow> {
  return write(writer, 'users.changePassword', async (query) => {
    const user = await findUser(query, id)
    await query(
      Prisma.sql`UPDATE users SET password = ${passwordHash} WHERE user_id = ${id}::INT8`,
      z.never(),
    )
    await query(Prisma.sql`DELETE FROM sessions WHERE user_id = ${id}::INT8`, z.never())
    return changed(user, user)
  })
}

export function deleteUser(writer: Writer, id: string): Promise<UserRow> {
  return write(writer, 'users.delete', async (query) => {
    const before = await findUser(query, id)
    const [own] = await query(
      Prisma.sql`
        SELECT (SELECT COUNT(*) FROM paymenthistory WHERE user_id = ${id}::INT8)::INT8 AS payments,
          (SELECT COUNT(*) FROM watchhistory WHERE user_id = ${id}::INT8)::INT8 AS watches,
          (SELECT COUNT(*) FROM reviews WHERE user_id = ${id}::INT8)::INT8 AS reviews,
          (SELECT COUNT(*) FROM api_keys WHERE user_id = ${id}::INT8)::INT8 AS api_keys`,
      z.object({ payments: Count, watches: Count, reviews: Count, api_keys: Count }),
    )
    const { payments = 0, ...gone } = own ?? {}
    if (payments > 0)
      throw new TRPCError({
        code: 'CONFLICT',
        message: `The user ${before.name} cannot be deleted: ${payments} ${payments === 1 ? 'payment refers' : 'payments refer'} to them.`,
      })
    await addWatchDeltas(query, -1, Prisma.sql`w.user_id = ${id}::INT8`)
    await addReviewDeltas(query, -1, Prisma.sql`r.user_id = ${id}::INT8`)
    await addUserDelta(query, -1, before.subscription_id)
    await query(Prisma.sql`DELETE FROM users WHERE user_id = ${id}::INT8`, z.never())
    return {
      answer: before,
      entity: 'users',
      entity_id: id,
      before: { ...before, gone_with_it: gone },
      after: null,
    }
  })
}

export async function findUser(query: Query, id: string): Promise<UserRow> {
  const [user] = await query(
    Prisma.sql`SELECT ${userColumns} FROM ${userTables} WHERE u.user_id = ${id}::INT8`,
    UserRow,
  )
  if (user === undefined) throw notFound(`user ${id}`)
  return user
}

/** Signing in asks for an address alone, so it must say who it is. @param except whose it may be */
export async function refuseTakenEmail(
  query: Query,
  email: string,
  except: { user_id?: string; operator_id?: string },
): Promise<void> {
  const taken = await query(
    Prisma.sql`
      SELECT email FROM users WHERE email = ${email} AND user_id <> ${except.user_id ?? '0'}::INT8
      UNION ALL
      SELECT email FROM operators WHERE email = ${email} AND operator_id <> ${except.operator_id ?? '0'}::INT8`,
    z.object({ email: z.string() }),
  )
  if (taken.length > 0) throw conflict('email', `${JSON.stringify(email)} belongs to somebody else`)
}

async function requirePlan(query: Query, id: string): Promise<void> {
  const found = await query(
    Prisma.sql`SELECT subscription_id::TEXT AS id FROM subscriptions WHERE subscription_id = ${id}::INT8`,
    z.object({ id: Id }),
  )
  if (found.length === 0) throw badRequest('subscription_id', `there is no plan ${id}`)
}

function changed(before: UserRow, after: UserRow) {
  return { answer: after, entity: 'users', entity_id: after.user_id, before, after }
}
