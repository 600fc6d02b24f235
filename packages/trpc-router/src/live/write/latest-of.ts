import type { Event } from '../event.ts'

/** Of the events with one key the latest. @param between tells which of two of one instant counts: the larger */
export function latestOf<Item extends { event: Event }>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  between: (a: Item['event'], b: Item['event']) => number,
): Map<string, Item> {
  const latest = new Map<string, Item>()
  for (const item of items) {
    const other = latest.get(keyOf(item))
    if (other === undefined || isLater(item, other, between)) latest.set(keyOf(item), item)
  }
  return latest
}

function isLater<Item extends { event: Event }>(
  { event: a }: Item,
  { event: b }: Item,
  between: (a: Item['event'], b: Item['event']) => number,
): boolean {
  return a.at === b.at ? between(a, b) > 0 : a.at > b.at
}
