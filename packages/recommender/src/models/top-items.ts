/**
 * The items of the highest scores, best first.
 * @param order all items; of equal scores the one that comes first in it wins
 * @param leaveOut whether an item may not be in the list
 */
export function topItems(
  scores: Float64Array,
  order: Int32Array,
  count: number,
  leaveOut: (item: number) => boolean,
): number[] {
  const top: number[] = []
  let least = Number.NEGATIVE_INFINITY
  for (const item of order) {
    const score = scores[item] ?? 0
    if ((top.length === count && score <= least) || leaveOut(item)) continue
    let place = top.length
    while (place > 0 && score > (scores[top[place - 1] ?? 0] ?? 0)) place--
    top.splice(place, 0, item)
    if (top.length > count) top.pop()
    least = scores[top.at(-1) ?? 0] ?? 0
  }
  return top
}
