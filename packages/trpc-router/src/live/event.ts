import { z } from 'zod'
import { email, happened, line, paymentMethod, reviewText } from '../procedure/fields/fields.ts'
import { money, progressSeen, ratingGiven } from '../procedure/fields/number-fields.ts'
import { Id, parameters } from '../procedure/fields/schemas.ts'

/** What a live service tells of its users, one thing that happened at a time. */

const idWords = 'expected an event id of 1 to 100 printable ASCII characters without spaces'

export const EventId = z
  .string(idWords)
  .regex(/^[\x21-\x7e]{1,100}$/, idWords)
  .meta({ description: 'The client’s own. An event is taken once under it.', example: 'play-7f3a-1' })

const when = { event_id: EventId, at: happened }
const who = {
  user_id: Id.optional().meta({ description: 'Whose it is: this or email.' }),
  email: email.optional().meta({
    description: 'Of the user, where their id is not known: the event waits until they have joined.',
  }),
}
const onPlan = {
  subscription_id: Id.optional().meta({
    description: 'The plan it is made on; the one that its user is on when it is taken, if left out.',
  }),
}
const play = { play_id: EventId.meta({ description: 'The event_id of the play’s play_started.' }) }
const charge = { ...when, ...who, ...onPlan, amount: money, method: paymentMethod }

const kind = <Kind extends string>(name: Kind) => z.literal(name)

const kinds = [
  parameters({
    kind: kind('user_joined'),
    ...when,
    email,
    name: line('a name', 'Mara Keller'),
    subscription_id: Id,
  }),
  parameters({ kind: kind('plan_changed'), ...when, ...who, subscription_id: Id }),
  parameters({
    kind: kind('play_started'),
    ...when,
    ...who,
    ...onPlan,
    content_id: Id,
    progress: progressSeen.default(0),
  }),
  parameters({ kind: kind('play_progressed'), ...when, ...play, progress: progressSeen }),
  parameters({ kind: kind('play_ended'), ...when, ...play, progress: progressSeen }),
  parameters({
    kind: kind('review_written'),
    ...when,
    ...who,
    content_id: Id,
    rating: ratingGiven,
    review_text: reviewText,
  }),
  parameters({ kind: kind('charge_succeeded'), ...charge }),
  parameters({ kind: kind('charge_failed'), ...charge }),
] as const

const kindWords = `expected ${kinds.map(({ shape }) => shape.kind.value).join(', ')}`

export const Event = z.discriminatedUnion('kind', kinds, kindWords).superRefine((event, context) => {
  if (event.kind === 'user_joined' || event.kind === 'play_progressed' || event.kind === 'play_ended') return
  if ((event.user_id === undefined) === (event.email === undefined))
    context.addIssue({
      code: 'custom',
      path: ['user_id'],
      input: event.user_id,
      message: 'expected user_id or email, one of them',
    })
})
export type Event = z.output<typeof Event>
export type EventOf<Kind extends Event['kind']> = Extract<Event, { kind: Kind }>
