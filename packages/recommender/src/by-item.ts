import type { Interactions } from './interactions.ts'

/** The interactions by item: the users of an item are at `starts[item]` up to `starts[item + 1]`, ascending. */
export function byItem({ userCount, itemCount, starts, items, strengths }: Interactions) {
  const itemStarts = new Int32Array(itemCount + 1)
  for (const item of items) itemStarts[item + 1] = (itemStarts[item + 1] ?? 0) + 1
  for (let item = 0; item < itemCount; item++)
    itemStarts[item + 1] = (itemStarts[item + 1] ?? 0) + (itemStarts[item] ?? 0)
  const next = itemStarts.slice()
  const users = new Int32Array(items.length)
  const values = new Float64Array(items.length)
  for (let user = 0; user < userCount; user++)
    for (let at = starts[user] ?? 0; at < (starts[user + 1] ?? 0); at++) {
      const item = items[at] ?? 0
      const place = next[item] ?? 0
      users[place] = user
      values[place] = strengths[at] ?? 0
      next[item] = place + 1
    }
  return { starts: itemStarts, users, strengths: values }
}
