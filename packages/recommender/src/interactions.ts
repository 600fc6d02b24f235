/**
 * Who took to what, and how much: a sparse matrix by user. Users and items are indices from 0; a user's items are
 * `items[starts[user]]` up to, not including, `items[starts[user + 1]]`, ascending, each once.
 */
export interface Interactions {
  readonly userCount: number
  readonly itemCount: number
  /** userCount + 1 entries. */
  readonly starts: Int32Array
  readonly items: Int32Array
  /** Above 0 to 1: the share of the item that was seen, or the rating's share of the highest. */
  readonly strengths: Float64Array
}

/** Parallel columns, one entry an interaction, in any order. */
export interface InteractionColumns {
  readonly users: ArrayLike<number>
  readonly items: ArrayLike<number>
  readonly strengths: ArrayLike<number>
}

/** @param columns several interactions of a user with an item count once, with the greatest strength */
export function interactionsOf(
  userCount: number,
  itemCount: number,
  { users, items, strengths }: InteractionColumns,
): Interactions {
  // By item first, then stably by user: the items of each user come out ascending.
  const byItem = orderBy(items, itemCount)
  const byUser = orderBy(users, userCount, byItem)
  const starts = new Int32Array(userCount + 1)
  const kept = new Int32Array(byUser.length)
  const keptStrengths = new Float64Array(byUser.length)
  let count = 0
  let user = -1
  for (const at of byUser) {
    const ofUser = users[at] ?? 0
    const item = items[at] ?? 0
    const strength = strengths[at] ?? 0
    const begun = user === ofUser
    while (user < ofUser) starts[++user] = count
    if (begun && kept[count - 1] === item) {
      keptStrengths[count - 1] = Math.max(keptStrengths[count - 1] ?? 0, strength)
    } else {
      kept[count] = item
      keptStrengths[count++] = strength
    }
  }
  while (user < userCount) starts[++user] = count
  return {
    userCount,
    itemCount,
    starts,
    items: kept.slice(0, count),
    strengths: keptStrengths.slice(0, count),
  }
}

/** Positions of the keys in ascending order, those of equal keys as they were in `among`: a counting sort. */
function orderBy(keys: ArrayLike<number>, keyCount: number, among?: Int32Array): Int32Array {
  const places = new Int32Array(keyCount + 1)
  for (let at = 0; at < keys.length; at++) {
    const key = (keys[at] ?? 0) + 1
    places[key] = (places[key] ?? 0) + 1
  }
  for (let key = 0; key < keyCount; key++) places[key + 1] = (places[key + 1] ?? 0) + (places[key] ?? 0)
  const order = new Int32Array(keys.length)
  for (let n = 0; n < keys.length; n++) {
    const at = among?.[n] ?? n
    const key = keys[at] ?? 0
    const place = places[key] ?? 0
    order[place] = at
    places[key] = place + 1
  }
  return order
}

/** How many users each item has. */
export function userCounts({ itemCount, items }: Interactions): Int32Array {
  const counts = new Int32Array(itemCount)
  for (const item of items) counts[item] = (counts[item] ?? 0) + 1
  return counts
}

/** Items, those of most users first; of equals the lower index. */
export function popularityOrder(interactions: Interactions): Int32Array {
  const counts = userCounts(interactions)
  return Int32Array.from(counts.keys()).sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a - b)
}

/** The interactions with these items alone, renumbered in their order. */
export function withItems(interactions: Interactions, chosen: Int32Array): Interactions {
  const place = new Int32Array(interactions.itemCount).fill(-1)
  for (const [index, item] of chosen.entries()) place[item] = index
  const size = interactions.items.reduce((count, item) => count + ((place[item] ?? -1) < 0 ? 0 : 1), 0)
  const columns = {
    users: new Int32Array(size),
    items: new Int32Array(size),
    strengths: new Float64Array(size),
  }
  let next = 0
  for (let user = 0; user < interactions.userCount; user++) {
    for (let at = interactions.starts[user] ?? 0; at < (interactions.starts[user + 1] ?? 0); at++) {
      const index = place[interactions.items[at] ?? 0] ?? -1
      if (index < 0) continue
      columns.users[next] = user
      columns.items[next] = index
      columns.strengths[next++] = interactions.strengths[at] ?? 0
    }
  }
  return interactionsOf(interactions.userCount, chosen.length, columns)
}

/** The same with every strength 1: what counts is that there was something. */
export function unweighted(interactions: Interactions): Interactions {
  return { ...interactions, strengths: new Float64Array(interactions.strengths.length).fill(1) }
}

/** One user's items and strengths, as views. */
export function ofUser({ starts, items, strengths }: Interactions, user: number) {
  const [from, to] = [starts[user] ?? 0, starts[user + 1] ?? 0]
  return { items: items.subarray(from, to), strengths: strengths.subarray(from, to) }
}
