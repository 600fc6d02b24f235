import { Prisma } from '@streaming/db'
import { z } from 'zod'
import { within } from '../analytics/where.ts'
import { answering } from '../answering.ts'
import { idempotencyKey, instant, progressSeen, searchText } from '../fields.ts'
import { period } from '../filters.ts'
import { contains, page, pageOf, pageParameters } from '../page.ts'
import { Count, Id, Instant, optionalParameters, Percent, parameters } from '../schemas.ts'
import { procedure, router } from '../trpc.ts'
import {
  deleteWatch,
  findWatch,
  recordWatch,
  recordWatches,
  updateWatch,
  WatchRow,
  watchColumns,
  watchTables,
} from '../writes/watches.ts'
import { changeable, patch } from './patch.ts'

const example = {
  user_id: '1',
  watch_id: '1',
  content_id: '1',
  name: 'Mara Keller',
  title: 'Quiet Rooms',
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
    progress: Percent.meta({ description: 'Percent of the film or episode seen in this play, 0 to 100.' }),
    watched_on: Instant,
  })
  .meta({ example })

/** Rows of one batch: as many as one statement takes well. */
export const mostWatches = 5_000

const tag = 'Operations' as const
const key = { user_id: Id, watch_id: Id }
const path = '/api/users/{user_id}/watch-history/{watch_id}'
const fields = {
  user_id: Id,
  content_id: Id,
  progress: progressSeen,
  watched_on: instant.optional().meta({ description: 'ISO 8601 with a zone; now, if left out.' }),
}
const listing = {
  select: Prisma.sql`SELECT ${watchColumns} FROM ${watchTables}`,
  row: WatchRow,
  sorts: {
    watched_on: { sql: Prisma.sql`w.watched_on`, type: 'TIMESTAMPTZ' },
    progress: { sql: Prisma.sql`w.progress`, type: 'DECIMAL' },
    title: { sql: Prisma.sql`c.title`, type: 'TEXT' },
    name: { sql: Prisma.sql`u.name`, type: 'TEXT' },
  },
  key: {
    user_id: { sql: Prisma.sql`w.user_id`, type: 'INT8' },
    watch_id: { sql: Prisma.sql`w.watch_id`, type: 'INT8' },
  },
} as const

export const watchHistory = router({
  list: procedure
    .meta({
      method: 'GET',
      path: '/api/watch-history',
      summary: 'Watches',
      description:
        'Watches, newest first or as sort says, of one user or title if they are named: those whose title or user’s name contains the search text.',
      tag,
      access: 'own',
    })
    .input(
      optionalParameters({
        search: searchText('part of a title or name'),
        user_id: Id.optional(),
        content_id: Id.optional(),
        ...period,
        ...pageParameters(['watched_on', 'progress', 'title', 'name'], 'desc'),
      }),
    )
    .query(
      answering(pageOf(Watch, example), ({ ctx, input }) =>
        page(ctx.database.query, listing, input, [
          contains([Prisma.sql`c.title`, Prisma.sql`u.name`], input.search),
          input.user_id === undefined ? undefined : Prisma.sql`w.user_id = ${input.user_id}::INT8`,
          input.content_id === undefined ? undefined : Prisma.sql`w.content_id = ${input.content_id}::INT8`,
          within(input, 'w.watched_on'),
        ]),
      ),
    ),
  get: procedure
    .meta({
      method: 'GET',
      path,
      summary: 'One watch',
      description: 'The watch with this id, of this user.',
      tag,
      access: 'own',
    })
    .input(parameters(key))
    .query(
      answering(Watch, ({ ctx, input }) => findWatch(ctx.database.query, input.user_id, input.watch_id)),
    ),
  create: procedure
    .meta({
      method: 'POST',
      status: 201,
      path: '/api/watch-history',
      summary: 'Record a watch',
      description: 'Records a play: how much of a film or an episode a user saw.',
      tag,
      access: 'own-write',
    })
    .input(parameters({ ...fields, idempotency_key: idempotencyKey }))
    .output(Watch)
    .mutation(({ ctx, input: { idempotency_key, ...request } }) =>
      recordWatch(ctx, request, { idempotency_key, request }),
    ),
  createBatch: procedure
    .meta({
      method: 'POST',
      status: 201,
      path: '/api/watch-history/batch',
      summary: 'Record many watches',
      description:
        'Records up to 5,000 watches, all or none. A row that does not fit is named by its index, counted from 0, such as items.17.progress.',
      tag,
      access: 'own-write',
    })
    .input(
      parameters({
        items: z
          .array(parameters(fields), `expected a list of 1 to ${mostWatches} watches`)
          .min(1, `expected a list of 1 to ${mostWatches} watches`)
          .max(mostWatches, `expected a list of 1 to ${mostWatches} watches`),
        idempotency_key: idempotencyKey,
      }),
    )
    .output(z.object({ recorded: Count }).meta({ example: { recorded: 2 } }))
    .mutation(({ ctx, input: { idempotency_key, items } }) =>
      recordWatches(ctx, items, { idempotency_key, request: items }),
    ),
  update: procedure
    .meta({
      method: 'PATCH',
      path,
      summary: 'Change a watch',
      description: 'Changes progress or instant of a watch.',
      tag,
      access: 'own-write',
    })
    .input(patch(key, { progress: changeable(fields.progress), watched_on: changeable(instant) }))
    .output(Watch)
    .mutation(({ ctx, input: { user_id, watch_id, ...changes } }) =>
      updateWatch(ctx, user_id, watch_id, changes),
    ),
  delete: procedure
    .meta({
      method: 'DELETE',
      path,
      summary: 'Delete a watch',
      description: 'Deletes a watch and answers what it was.',
      tag,
      access: 'own-write',
    })
    .input(parameters(key))
    .output(Watch)
    .mutation(({ ctx, input }) => deleteWatch(ctx, input.user_id, input.watch_id)),
})
