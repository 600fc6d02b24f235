import type { Event, EventOf } from './event.ts'

/** An event on its way into the tables. */
export interface Queued<Kind extends Event['kind'] = Event['kind']> {
  event: EventOf<Kind>
  /** Where it stands in the request, such as `items.3.`; undefined for one that waited. */
  at: string | undefined
}

/** An event of a user who is there, made on a plan. */
export interface Placed<Kind extends Event['kind'] = Event['kind']> extends Queued<Kind> {
  user_id: string
  subscription_id: string
}

/** Whether an event is of one of these kinds, for `filter`. */
export function isOf<Kind extends Event['kind']>(...kinds: readonly Kind[]) {
  return <Item extends Queued>(item: Item): item is Item & { event: EventOf<Kind> } =>
    kinds.some((kind) => kind === item.event.kind)
}
