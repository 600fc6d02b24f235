import { Prisma, type Transaction } from '@streaming/db'
import { z } from 'zod'
import type { Actor } from '../../procedure/actor.ts'
import { forbidden, notFound } from '../../procedure/errors.ts'
import { happened } from '../../procedure/fields/fields.ts'
import { progressSeen } from '../../procedure/fields/number-fields.ts'
import { Id, Instant, Percent } from '../../procedure/fields/schemas.ts'

export const example = {
  user_id: '1',
  watch_id: '1',
  content_id: '1',
  name: 'Mara Keller',
  title: 'Quiet Rooms',
  subscription_id: '2',
  subscription: 'Premium',
  progress: 62.5,
  watched_on: '2024-09-22T07:53:29.000Z',
}

export const Watch = z
  .object({
    user_id: Id,
    watch_id: Id,
    content_id: Id,
    name: z.string().meta({ description: 'Of the user.' }),
    title: z.string(),
    subscription_id: Id.meta({ description: 'The plan that its user was on when the play began.' }),
    subscription: z.string().meta({ description: 'Its name.' }),
    progress: Percent.meta({ description: 'Percent of the film or episode seen in this play, 0 to 100.' }),
    watched_on: Instant,
  })
  .meta({ example })
export type Watch = z.output<typeof Watch>

/** One watch is addressed under its user, as it is keyed. */
export const watchPath = '/api/users/{user_id}/watch-history/{watch_id}'
export const watchKey = { user_id: Id, watch_id: Id }

export interface WatchKey {
  user_id: string
  watch_id: string
}

/** What is said of a watch that is recorded. */
export const watchFields = {
  user_id: Id,
  content_id: Id,
  progress: progressSeen,
  watched_on: happened.optional().meta({ description: 'ISO 8601 with a zone; now, if left out.' }),
  subscription_id: Id.optional().meta({
    description:
      'The plan it was watched on, which an admin may say; the user’s own at this moment, if left out.',
  }),
}

/** The plan of a watch is the user's own; of history that is recorded late, an admin knows better. @throws TRPCError FORBIDDEN */
export function refusePlanOfOthers(
  actor: Actor,
  items: readonly { subscription_id?: string | undefined }[],
): void {
  if (actor.role === 'admin') return
  if (items.some(({ subscription_id }) => subscription_id !== undefined))
    throw forbidden('subscription_id', 'which plan it was watched on is for admins to say; leave it out')
}

/** The columns of that answer. */
export const watchColumns = {
  user_id: true,
  watch_id: true,
  content_id: true,
  subscription_id: true,
  progress: true,
  watched_on: true,
  user: { select: { name: true } },
  title: { select: { title: true } },
  plan: { select: { name: true } },
} as const satisfies Prisma.WatchSelect

type WatchRow = Prisma.WatchGetPayload<{ select: typeof watchColumns }>

export function watchOf({ user, title, plan, ...watch }: WatchRow): Watch {
  return {
    user_id: String(watch.user_id),
    watch_id: String(watch.watch_id),
    content_id: String(watch.content_id),
    name: user.name,
    title: title.title,
    subscription_id: String(watch.subscription_id),
    subscription: plan.name,
    progress: watch.progress.toNumber(),
    watched_on: watch.watched_on.toISOString(),
  }
}

/** The watch as rows that deltas count. */
export function asRows(watch: Watch): Prisma.Sql {
  return Prisma.sql`(SELECT ${watch.user_id}::INT8 AS user_id, ${watch.content_id}::INT8 AS content_id,
    ${watch.subscription_id}::INT8 AS subscription_id, ${watch.watched_on}::TIMESTAMPTZ AS watched_on,
    ${String(watch.progress)}::DECIMAL(5, 2) AS progress)`
}

/** Its key, as Prisma Client takes it. */
export function keyOf({ user_id, watch_id }: WatchKey) {
  return { user_id_watch_id: { user_id: BigInt(user_id), watch_id: BigInt(watch_id) } }
}

/** @throws TRPCError NOT_FOUND */
export async function findWatch({ prisma }: Pick<Transaction, 'prisma'>, key: WatchKey): Promise<Watch> {
  const watch = await prisma.watch.findUnique({ where: keyOf(key), select: watchColumns })
  if (watch === null) throw notFound(`watch ${key.watch_id} of user ${key.user_id}`)
  return watchOf(watch)
}
