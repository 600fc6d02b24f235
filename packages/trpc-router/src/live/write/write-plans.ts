import { addUserDeltas, came, Prisma, type Query, went } from '@streaming/db'
import { z } from 'zod'
import { Id, InstantRow } from '../../procedure/fields/schemas.ts'
import type { EventOf } from '../event.ts'
import type { Placed } from '../queued.ts'
import type { Taken } from '../taken-events.ts'
import { latestOf } from './latest-of.ts'

const known = z.object({ user_id: Id, subscription_id: Id, plan_since: InstantRow.nullable() })

/** Puts users on other plans: of a user's changes the latest counts; of two of one instant the one to the plan with the larger id. */
export async function writePlans(query: Query, changes: readonly Placed<'plan_changed'>[]): Promise<Taken[]> {
  if (changes.length === 0) return []
  const latest = latestOf(changes, ({ user_id }) => user_id, byPlan)
  const users = await query(
    Prisma.sql`
      SELECT u.user_id::TEXT AS user_id, u.subscription_id::TEXT AS subscription_id, u.plan_since
      FROM users AS u WHERE u.user_id = ANY(${[...latest.keys()]}::INT8[])`,
    known,
  )
  const moved = users.flatMap((user) => {
    const event = latest.get(user.user_id)?.event
    return event === undefined || !isLater(event, user) ? [] : [{ ...user, event }]
  })
  if (moved.length > 0) {
    const to = moved.map(({ event }) => event.subscription_id)
    await query(
      Prisma.sql`
        UPDATE users AS u SET subscription_id = t.subscription_id, plan_since = t.plan_since
        FROM unnest(
          ${moved.map(({ user_id }) => user_id)}::INT8[], ${to}::INT8[], ${moved.map(({ event }) => event.at)}::TIMESTAMPTZ[]
        ) AS t(user_id, subscription_id, plan_since)
        WHERE u.user_id = t.user_id`,
      z.never(),
    )
    await addUserDeltas(query, went(usersOf(moved.map((user) => user.subscription_id))), came(usersOf(to)))
  }
  return changes.map(({ event, user_id }) => ({ event, user_id }))
}

function isLater(
  event: EventOf<'plan_changed'>,
  { plan_since, subscription_id }: z.output<typeof known>,
): boolean {
  if (plan_since === null || event.at > plan_since) return true
  return event.at === plan_since && BigInt(event.subscription_id) > BigInt(subscription_id)
}

function byPlan(a: EventOf<'plan_changed'>, b: EventOf<'plan_changed'>): number {
  return BigInt(a.subscription_id) > BigInt(b.subscription_id) ? 1 : -1
}

function usersOf(plans: readonly string[]): Prisma.Sql {
  return Prisma.sql`(SELECT t.subscription_id FROM unnest(${plans}::INT8[]) AS t(subscription_id))`
}
