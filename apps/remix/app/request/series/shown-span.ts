/** Buckets of time that a chart can show: twenty years of months, ten of weeks or days. */
export const mostShown = { month: 240, week: 522, day: 3_653 } as const

const dayMs = 86_400_000
const bucketDays = { month: 365.25 / 12, week: 7, day: 1 } as const

/**
 * The part of a series that a chart can show: of all spans that are short enough the one with the most buckets in which something
 * happened, of equals the latest. What lies outside is named, not dropped in silence. Pure.
 * @param dates first days of the buckets in which something happened, ascending
 */
export function shownSpan(
  dates: readonly string[],
  granularity: keyof typeof mostShown,
): { from: string; to: string; outside: string[] } | undefined {
  const longest = mostShown[granularity] * bucketDays[granularity] * dayMs
  let best: { first: number; last: number } | undefined
  let first = 0
  for (const [last, date] of dates.entries()) {
    while (Date.parse(date) - Date.parse(dates[first] ?? date) >= longest) first++
    if (best === undefined || last - first >= best.last - best.first) best = { first, last }
  }
  if (best === undefined) return undefined
  const [from, to] = [dates[best.first] ?? '', dates[best.last] ?? '']
  return { from, to, outside: dates.filter((date) => date < from || date > to) }
}
