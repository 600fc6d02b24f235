import { addWatchDeltas, came, type Prisma, went } from '@streaming/db'
import { happened, idempotencyKey, searchText } from '../../procedure/fields/fields.ts'
import { period, plan } from '../../procedure/fields/filters.ts'
import { Id, optionalParameters, parameters } from '../../procedure/fields/schemas.ts'
import { page, pageOf, pageParameters } from '../../procedure/list/page.ts'
import { periodFilter } from '../../procedure/list/period-filter.ts'
import { sortColumns } from '../../procedure/list/sort-column.ts'
import { containsInAnyCase, onPlan } from '../../procedure/list/text-filter.ts'
import { changeable, patch } from '../../procedure/patch.ts'
import { procedure, router } from '../../procedure/trpc.ts'
import { resolveReference } from '../references.ts'
import { write } from '../write.ts'
import { createBatch } from './create-batch.ts'
import {
  asRows,
  example,
  findWatch,
  keyOf,
  refusePlanOfOthers,
  Watch,
  watchColumns,
  watchFields,
  watchKey,
  watchOf,
  watchPath,
} from './watch-row.ts'

/**
 * Watches. User and title exist; a watch is on the plan that its user has when it is recorded, unless an admin says which, and
 * stays on it.
 */

const by = sortColumns<Prisma.WatchWhereInput, Prisma.WatchOrderByWithRelationInput>()
const listing = {
  sorts: {
    watched_on: by.instant(<T>(is: T) => ({ watched_on: is })),
    progress: by.decimal(<T>(is: T) => ({ progress: is })),
    title: by.text(<T>(is: T) => ({ title: { title: is } })),
    name: by.text(<T>(is: T) => ({ user: { name: is } })),
  },
  key: {
    user_id: by.id(<T>(is: T) => ({ user_id: is })),
    watch_id: by.id(<T>(is: T) => ({ watch_id: is })),
  },
}

const own = { method: 'GET', tag: 'Operations', access: 'own' } as const
const ownWrite = { tag: 'Operations', access: 'own-write' } as const

export const watchHistory = router({
  list: procedure
    .meta({
      ...own,
      path: '/api/watch-history',
      summary: 'Watches',
      description:
        'Watches, newest first or as sort says, of one user or title if they are named: those whose title or user’s name contains the search text.',
      csv: true,
    })
    .input(
      optionalParameters({
        search: searchText('part of a title or name'),
        user_id: Id.optional(),
        content_id: Id.optional(),
        plan: plan.describe('Only watches on this plan.'),
        ...period,
        ...pageParameters(['watched_on', 'progress', 'title', 'name'], 'desc'),
      }),
    )
    .output(pageOf(Watch, example))
    .query(({ ctx, input }) =>
      page(
        listing,
        input,
        [
          matching(input.search),
          input.user_id === undefined ? undefined : { user_id: BigInt(input.user_id) },
          input.content_id === undefined ? undefined : { content_id: BigInt(input.content_id) },
          onPlan(input.plan),
          { watched_on: periodFilter(input) },
        ],
        async (query) =>
          (await ctx.database.prisma.watch.findMany({ ...query, select: watchColumns })).map(watchOf),
      ),
    ),
  get: procedure
    .meta({
      ...own,
      path: watchPath,
      summary: 'One watch',
      description: 'The watch with this id, of this user.',
    })
    .input(parameters(watchKey))
    .output(Watch)
    .query(({ ctx, input }) => findWatch(ctx.database, input)),
  create: procedure
    .meta({
      ...ownWrite,
      method: 'POST',
      status: 201,
      path: '/api/watch-history',
      summary: 'Record a watch',
      description: 'Records a play: how much of a film or an episode a user saw.',
    })
    .input(parameters({ ...watchFields, idempotency_key: idempotencyKey }))
    .output(Watch)
    .mutation(({ ctx, input: { idempotency_key, ...request } }) => {
      refusePlanOfOthers(ctx.actor, [request])
      return write(
        ctx,
        'watchHistory.create',
        async (transaction) => {
          const subscription_id = await resolveReference(transaction, request)
          const watch = await transaction.prisma.watch.create({
            data: {
              user_id: BigInt(request.user_id),
              content_id: BigInt(request.content_id),
              subscription_id,
              progress: request.progress,
              watched_on: request.watched_on ?? new Date(),
            },
            select: watchColumns,
          })
          const after = watchOf(watch)
          await addWatchDeltas(transaction.query, came(asRows(after)))
          return changeOf(null, after)
        },
        { idempotency_key, request },
      )
    }),
  createBatch,
  update: procedure
    .meta({
      ...ownWrite,
      method: 'PATCH',
      path: watchPath,
      summary: 'Change a watch',
      description: 'Changes progress or instant of a watch.',
    })
    .input(patch(watchKey, { progress: changeable(watchFields.progress), watched_on: changeable(happened) }))
    .output(Watch)
    .mutation(({ ctx, input: { user_id, watch_id, ...data } }) =>
      write(ctx, 'watchHistory.update', async (transaction) => {
        const { prisma, query } = transaction
        const key = { user_id, watch_id }
        const before = await findWatch(transaction, key)
        const watch = await prisma.watch.update({ where: keyOf(key), data, select: watchColumns })
        const after = watchOf(watch)
        await addWatchDeltas(query, went(asRows(before)), came(asRows(after)))
        return changeOf(before, after)
      }),
    ),
  delete: procedure
    .meta({
      ...ownWrite,
      method: 'DELETE',
      path: watchPath,
      summary: 'Delete a watch',
      description: 'Deletes a watch and answers what it was.',
    })
    .input(parameters(watchKey))
    .output(Watch)
    .mutation(({ ctx, input: key }) =>
      write(ctx, 'watchHistory.delete', async (transaction) => {
        const before = await findWatch(transaction, key)
        await transaction.prisma.watch.delete({ where: keyOf(key), select: { watch_id: true } })
        await addWatchDeltas(transaction.query, went(asRows(before)))
        return { ...changeOf(before, before), after: null }
      }),
    ),
})

function matching(text: string | undefined): Prisma.WatchWhereInput | undefined {
  if (!text) return undefined
  const part = containsInAnyCase(text)
  return { OR: [{ title: { title: part } }, { user: { name: part } }] }
}

function changeOf(before: Watch | null, after: Watch) {
  const entity_id = `${after.user_id}/${after.watch_id}`
  return { answer: after, entity: 'watchhistory', entity_id, before, after }
}
