import { z } from 'zod'
import { parameters } from '../procedure/fields/schemas.ts'
import { procedure, router } from '../procedure/trpc.ts'
import { write } from '../resources/write.ts'
import { Event } from './event.ts'
import { Recorded, recordEvents } from './record-events.ts'

/** Events of one request: as many as a few statements take well. */
export const mostEvents = 5_000

const expected = `expected a list of 1 to ${mostEvents} events`

export const events = router({
  record: procedure
    .meta({
      method: 'POST',
      path: '/api/events',
      summary: 'Record what happened',
      description:
        'Takes up to 5,000 events of the service, all or none; one that does not fit is named by its index, counted from 0, such as items.17.progress. An event is taken once under its event_id: sent again it changes nothing, so that a request without an answer can be sent again. Events may come late and in any order: the furthest progress of a play counts, and of changes of a plan or a review the latest; what names a user by email, or a play, that has not come yet waits for it.',
      tag: 'Operations',
      access: 'events',
    })
    .input(parameters({ items: z.array(Event, expected).min(1, expected).max(mostEvents, expected) }))
    .output(Recorded)
    .mutation(({ ctx, input: { items } }) =>
      write(ctx, 'events.record', async (transaction) => {
        const answer = await recordEvents(transaction, items)
        return {
          answer,
          entity: 'events',
          entity_id: `${answer.recorded} new events`,
          before: null,
          after: answer,
        }
      }),
    ),
})
