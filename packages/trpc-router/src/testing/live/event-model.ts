import type { Event, EventOf } from '../../live/event.ts'

/** What the tables hold after events, worked out in plain TypeScript, in any order: of users who are named by their address. */
export function modelOf(events: readonly Event[]) {
  const of = <Kind extends Event['kind']>(...kinds: Kind[]) =>
    events.filter((event): event is EventOf<Kind> => kinds.some((kind) => kind === event.kind))
  const byTime = (a: Event, b: Event) => a.at.localeCompare(b.at)
  const progressOf = (play: string) =>
    of('play_progressed', 'play_ended').flatMap(({ play_id, progress }) =>
      play_id === play ? [progress] : [],
    )
  const reviews = new Map<string, EventOf<'review_written'>>()
  const written = of('review_written').sort(
    (a, b) => byTime(a, b) || a.rating - b.rating || a.review_text.localeCompare(b.review_text),
  )
  for (const review of written) reviews.set(`${review.email} ${review.content_id}`, review)
  return {
    users: of('user_joined').map((join) => {
      const plans = [join, ...of('plan_changed').filter(({ email }) => email === join.email)]
      plans.sort((a, b) => byTime(a, b) || Number(a.subscription_id) - Number(b.subscription_id))
      return [join.email, join.name, plans.at(-1)?.subscription_id]
    }),
    watches: of('play_started').map(({ event_id, email, content_id, subscription_id, at, progress }) => [
      email,
      content_id,
      subscription_id,
      at,
      Math.max(progress, ...progressOf(event_id)),
    ]),
    payments: of('charge_succeeded', 'charge_failed').map((charge) => [
      charge.email,
      charge.subscription_id,
      charge.amount,
      charge.method,
      charge.kind === 'charge_failed' ? 'failed' : 'succeeded',
      charge.at,
    ]),
    reviews: [...reviews.values()].map(({ email, content_id, rating, review_text }) => [
      email,
      content_id,
      rating,
      review_text,
    ]),
    waiting: [],
  }
}
