import { Prisma, type Transaction } from '@streaming/db'
import { z } from 'zod'
import { badRequest } from '../procedure/errors.ts'
import { Id } from '../procedure/fields/schemas.ts'
import type { Event, EventOf } from './event.ts'
import { isOf, type Placed, type Queued } from './queued.ts'
import { waitsFor } from './taken-events.ts'

const kindsOfUsers = [
  'plan_changed',
  'play_started',
  'review_written',
  'charge_succeeded',
  'charge_failed',
] as const
type OfUser = Queued & { event: EventOf<(typeof kindsOfUsers)[number]> }

/**
 * Finds users, titles and plans that events name. Events of progress name none.
 * @returns those whose user is there, and what the others wait for. One that waited, and whose title or plan has gone since, is in neither
 * @throws TRPCError naming the first field that refers to nobody or nothing
 */
export async function placesOf(
  { query }: Transaction,
  queue: readonly Queued[],
): Promise<{ placed: Placed[]; waiting: Map<Event, string> }> {
  const ofUsers: OfUser[] = queue.filter(isOf(...kindsOfUsers))
  const users = await findUsers(query, ofUsers)
  const titles = await findIds(
    query,
    'content',
    'content_id',
    ofUsers.map(({ event }) => titleOf(event)),
  )
  const plans = await findIds(
    query,
    'subscriptions',
    'subscription_id',
    ofUsers.map(({ event }) => planOf(event)),
  )
  const placed: Placed[] = []
  const waiting = new Map<Event, string>()
  for (const { event, at } of ofUsers) {
    const user = users.get(event.user_id ?? event.email ?? '')
    const title = titleOf(event)
    const plan = planOf(event)
    const fault =
      title !== undefined && !titles.has(title)
        ? badRequest(`${at}content_id`, `there is no title ${title}`)
        : plan !== undefined && !plans.has(plan)
          ? badRequest(`${at}subscription_id`, `there is no plan ${plan}`)
          : user === undefined && event.user_id !== undefined
            ? badRequest(`${at}user_id`, `there is no user ${event.user_id}`)
            : undefined
    if (fault !== undefined && at !== undefined) throw fault
    if (fault !== undefined) continue
    if (user !== undefined)
      placed.push({ event, at, user_id: user.user_id, subscription_id: plan ?? user.subscription_id })
    else if (event.email !== undefined) waiting.set(event, waitsFor.user(event.email))
  }
  return { placed, waiting }
}

function titleOf(event: OfUser['event']): string | undefined {
  return 'content_id' in event ? event.content_id : undefined
}

function planOf(event: OfUser['event']): string | undefined {
  return 'subscription_id' in event ? event.subscription_id : undefined
}

type Query = Transaction['query']

/** By id and by e-mail address. */
async function findUsers(query: Query, events: readonly OfUser[]) {
  const ids = events.flatMap(({ event }) => event.user_id ?? [])
  const emails = events.flatMap(({ event }) => event.email ?? [])
  const columns = Prisma.sql`u.user_id::TEXT AS user_id, u.email, u.subscription_id::TEXT AS subscription_id`
  const rows = await query(
    Prisma.sql`
      SELECT ${columns} FROM users AS u WHERE u.user_id = ANY(${ids}::INT8[])
      UNION SELECT ${columns} FROM users AS u WHERE u.email = ANY(${emails}::TEXT[])`,
    z.object({ user_id: Id, email: z.string(), subscription_id: Id }),
  )
  return new Map(rows.flatMap((user) => [[user.user_id, user] as const, [user.email, user] as const]))
}

/** Which of these ids a table has. */
async function findIds(
  query: Query,
  table: 'content' | 'subscriptions',
  key: 'content_id' | 'subscription_id',
  ids: readonly (string | undefined)[],
): Promise<Set<string>> {
  const asked = [...new Set(ids.filter((id) => id !== undefined))]
  const column = Prisma.raw(`t.${key}`)
  const rows = await query(
    Prisma.sql`SELECT ${column}::TEXT AS id FROM ${Prisma.raw(table)} AS t WHERE ${column} = ANY(${asked}::INT8[])`,
    z.object({ id: Id }),
  )
  return new Set(rows.map(({ id }) => id))
}
