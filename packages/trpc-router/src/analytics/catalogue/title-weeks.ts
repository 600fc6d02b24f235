const dayMs = 86_400_000

/**
 * How many days titles were in each week since their release within the data, over all titles. Weeks with none are left out. Pure.
 * @param releases days of release, each with its titles
 */
export function titleWeeks(
  releases: readonly { day: string; titles: number }[],
  data: { first: string; last: string },
  weeks: number,
): { week: number; days: number }[] {
  const number = (day: string) => Date.parse(`${day}T00:00:00Z`) / dayMs
  const [first, last] = [number(data.first), number(data.last)]
  const released = releases.map(({ day, titles }) => ({ day: number(day), titles }))
  return Array.from({ length: weeks }, (_, week) => {
    const days = released.reduce((sum, { day, titles }) => {
      const from = Math.max(first, day + 7 * week)
      const to = Math.min(last, day + 7 * week + 6)
      return sum + titles * Math.max(0, to - from + 1)
    }, 0)
    return { week, days }
  }).filter(({ days }) => days > 0)
}
