import { addUserDeltas, came, Prisma, type Transaction } from '@streaming/db'
import { z } from 'zod'
import { badRequest, conflict } from '../../procedure/errors.ts'
import { Id } from '../../procedure/fields/schemas.ts'
import type { Queued } from '../queued.ts'
import type { Taken } from '../taken-events.ts'

/** A hash that no password has: who joined elsewhere cannot sign in here before an admin gives them one. */
const noPassword = '$none$'

/** Adds who joined. @throws TRPCError naming an address that somebody has, or a plan that is not there */
export async function writeUsers(
  { query }: Transaction,
  joins: readonly Queued<'user_joined'>[],
): Promise<Taken[]> {
  if (joins.length === 0) return []
  await refuseTakenEmails(query, joins)
  await refuseUnknownPlans(query, joins)
  const of = <Value>(value: (event: Queued<'user_joined'>['event']) => Value) =>
    joins.map(({ event }) => value(event))
  const rows = await query(
    Prisma.sql`
      INSERT INTO users (name, email, password, subscription_id, plan_since)
      SELECT t.name, t.email, ${noPassword}::TEXT, t.subscription_id, t.plan_since
      FROM unnest(
        ${of(({ name }) => name)}::TEXT[], ${of(({ email }) => email)}::TEXT[],
        ${of(({ subscription_id }) => subscription_id)}::INT8[], ${of(({ at }) => at)}::TIMESTAMPTZ[]
      ) AS t(name, email, subscription_id, plan_since)
      RETURNING user_id::TEXT AS user_id, email`,
    z.object({ user_id: Id, email: z.string() }),
  )
  const plans = of(({ subscription_id }) => subscription_id)
  await addUserDeltas(
    query,
    came(Prisma.sql`(SELECT t.subscription_id FROM unnest(${plans}::INT8[]) AS t(subscription_id))`),
  )
  const users = new Map(rows.map(({ user_id, email }) => [email, user_id]))
  return joins.map(({ event }) => ({ event, user_id: users.get(event.email) }))
}

type Query = Transaction['query']

/** Signing in asks for an address alone, so it must say who it is. */
async function refuseTakenEmails(query: Query, joins: readonly Queued<'user_joined'>[]): Promise<void> {
  const emails = joins.map(({ event }) => event.email)
  const rows = await query(
    Prisma.sql`
      SELECT u.email FROM users AS u WHERE u.email = ANY(${emails}::TEXT[])
      UNION SELECT o.email FROM operators AS o WHERE o.email = ANY(${emails}::TEXT[])`,
    z.object({ email: z.string() }),
  )
  const taken = new Set(rows.map(({ email }) => email))
  for (const { event, at } of joins) {
    if (taken.has(event.email))
      throw conflict(`${at}email`, `${JSON.stringify(event.email)} belongs to somebody else`)
    taken.add(event.email)
  }
}

async function refuseUnknownPlans(query: Query, joins: readonly Queued<'user_joined'>[]): Promise<void> {
  const rows = await query(
    Prisma.sql`SELECT s.subscription_id::TEXT AS id FROM subscriptions AS s`,
    z.object({ id: Id }),
  )
  const known = new Set(rows.map(({ id }) => id))
  for (const { event, at } of joins)
    if (!known.has(event.subscription_id))
      throw badRequest(`${at}subscription_id`, `there is no plan ${event.subscription_id}`)
}
