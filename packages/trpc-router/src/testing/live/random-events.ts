import type { Event } from '../../live/event.ts'
import type { Below } from '../writes.ts'

/** Events of chance of a few users, plays and plans, in order of their time. */

const users = 5
const titles = 2
const plans = 2
const methods = ['PayPal', 'Debit Card']

export function randomEvents(below: Below): Event[] {
  let minute = 0
  let number = 0
  /** Sometimes two events are of one instant. */
  const next = () => {
    number++
    minute += below(3) * 61
    return { event_id: `e${number}`, at: new Date(Date.UTC(2026, 0, 30) + minute * 60_000).toISOString() }
  }
  const plan = () => String(1 + below(plans))
  const title = () => String(1 + below(titles))
  const happened: Event[] = []
  for (let user = 1; user <= users; user++) {
    const email = `user-${user}@live.example.com`
    happened.push({ kind: 'user_joined', ...next(), email, name: `User ${user}`, subscription_id: plan() })
    const plays: string[] = []
    for (let n = 0; n < 12; n++) {
      const what = below(7)
      const ofUser = { ...next(), email }
      if (what === 0) happened.push({ kind: 'plan_changed', ...ofUser, subscription_id: plan() })
      else if (what === 1)
        happened.push({
          kind: 'review_written',
          ...ofUser,
          content_id: title(),
          rating: below(11),
          review_text: `Words ${below(3)}`,
        })
      else if (what === 2)
        happened.push({
          kind: below(3) === 0 ? 'charge_failed' : 'charge_succeeded',
          ...ofUser,
          subscription_id: plan(),
          amount: below(4) === 0 ? 0 : 4.99,
          method: methods[below(2)] ?? '',
        })
      else if (what < 5) {
        plays.push(ofUser.event_id)
        const starts = { content_id: title(), subscription_id: plan(), progress: below(2) === 0 ? 0 : 1.5 }
        happened.push({ kind: 'play_started', ...ofUser, ...starts })
      } else if (plays.length > 0)
        happened.push({
          kind: what === 5 ? 'play_progressed' : 'play_ended',
          event_id: ofUser.event_id,
          at: ofUser.at,
          play_id: plays[below(plays.length)] ?? '',
          progress: below(10_001) / 100,
        })
    }
  }
  return happened
}

/** Fisher and Yates. */
export function shuffled<Item>(items: readonly Item[], below: Below): Item[] {
  const order = [...items]
  for (let at = order.length - 1; at > 0; at--) {
    const other = below(at + 1)
    const [a, b] = [order[at], order[other]]
    if (a === undefined || b === undefined) continue
    order[at] = b
    order[other] = a
  }
  return order
}
