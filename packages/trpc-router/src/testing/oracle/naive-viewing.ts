import type { World } from '@streaming/db/testing'
import { bucketStart } from './naive-answers.ts'
import {
  divided,
  groups,
  hours,
  measuresOf,
  nextDay,
  order,
  planName,
  ratio,
  seen,
  total,
  type ViewingFilters,
  within,
} from './naive-arithmetic.ts'

/** Questions about what is watched and by whom, answered the slow, obvious way: one watch, day or quarter of an hour after another. */

export function viewingTrend(
  world: World,
  { granularity, ...filters }: ViewingFilters & { granularity: 'day' | 'week' | 'month' },
) {
  return [...groups(seen(world, filters), ({ watched_on }) => bucketStart(watched_on, granularity))]
    .map(([date, watches]) => ({ date, ...measuresOf(watches) }))
    .sort((a, b) => (a.date < b.date ? -1 : 1))
}

export function viewingHours(world: World, { zone, ...period }: ViewingFilters & { zone: string }) {
  const clock = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
  })
  const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
  const placed = seen(world, {}).flatMap((watch) => {
    const parts = Object.fromEntries(
      clock.formatToParts(new Date(watch.watched_on)).map(({ type, value }) => [type, value]),
    )
    const day = `${parts.year}-${parts.month}-${parts.day}`
    const slot = weekdays.findIndex((name) => parts.weekday?.startsWith(name)) * 24 + Number(parts.hour)
    return within(day, period) ? [{ ...watch, slot }] : []
  })
  return Array.from({ length: 168 }, (_, slot) => {
    const watches = placed.filter((watch) => watch.slot === slot)
    return {
      weekday: Math.floor(slot / 24) + 1,
      hour: slot % 24,
      watches: watches.length,
      hours: hours(total(watches, ({ minutes }) => minutes ?? 0)),
    }
  })
}

const quarterMs = 900_000

export function concurrentViewers(world: World, period: ViewingFilters) {
  const plays = seen(world, {}).flatMap(({ watched_on, minutes }) => {
    const begin = Date.parse(watched_on)
    // Ten thousandths of a minute are six milliseconds each.
    return minutes === null ? [] : [{ begin, end: begin + minutes * 6 }]
  })
  const rows: { date: string; peak_viewers: number }[] = []
  const days = [...new Set(plays.flatMap(({ begin, end }) => [begin, end]))].sort((a, b) => a - b)
  const last = new Date(days.at(-1) ?? 0).toISOString().slice(0, 10)
  for (let day = new Date(days[0] ?? 0).toISOString().slice(0, 10); day <= last; day = nextDay(day)) {
    const counts = Array.from({ length: 96 }, (_, quarter) => {
      const at = Date.parse(`${day}T00:00:00Z`) + quarter * quarterMs
      return plays.filter(({ begin, end }) => begin <= at && at < end).length
    })
    const peak_viewers = Math.max(...counts)
    if (peak_viewers > 0 && within(day, period)) rows.push({ date: day, peak_viewers })
  }
  return rows
}

export function activeUsers(
  world: World,
  { granularity, ...period }: ViewingFilters & { granularity: 'day' | 'month' },
) {
  const users = (fits: (day: string) => boolean) =>
    new Set(
      world.watchhistory
        .filter(({ watched_on }) => fits(watched_on.slice(0, 10)))
        .map(({ user_id }) => user_id),
    ).size
  const watched = world.watchhistory.map(({ watched_on }) => watched_on.slice(0, 10)).sort()
  const [first, last] = [watched[0], watched.at(-1)]
  if (first === undefined || last === undefined) return []
  const days: { day: string; daily: number; weekly: number; monthly: number }[] = []
  for (let day = first; day <= last; day = nextDay(day)) {
    const weekly = users((other) => other <= day && other > nextDay(day, -7))
    if (weekly > 0 && within(day, period))
      days.push({
        day,
        daily: users((other) => other === day),
        weekly,
        monthly: users((other) => other.startsWith(day.slice(0, 7))),
      })
  }
  if (granularity === 'day')
    return days.map(({ day, daily, weekly, monthly }) => ({
      date: day,
      daily_active_users: daily,
      weekly_active_users: weekly,
      monthly_active_users: monthly,
      stickiness: ratio(daily, monthly),
    }))
  return [...groups(days, ({ day }) => day.slice(0, 7))].map(([month, ofMonth]) => {
    let length = 0
    for (let day = `${month}-01`; day.startsWith(month) && day <= last; day = nextDay(day))
      if (within(day, period)) length++
    const monthly = ofMonth[0]?.monthly ?? 0
    const daily = total(ofMonth, (row) => row.daily)
    return {
      date: `${month}-01`,
      daily_active_users: divided(daily, length, 2),
      weekly_active_users: divided(
        total(ofMonth, (row) => row.weekly),
        length,
        2,
      ),
      monthly_active_users: monthly,
      stickiness: ratio(daily, monthly * length),
    }
  })
}

export function hoursPerUser(world: World, month: string) {
  const edges = [0, 1, 2, 5, 10, 20, 50, 100]
  const minutes = [...groups(inMonth(world, month), ({ user_id }) => String(user_id)).values()].map(
    (watches) => total(watches, (watch) => watch.minutes ?? 0),
  )
  return edges.map((from_hours, place) => {
    const to_hours = edges[place + 1] ?? null
    const users = minutes.filter(
      (spent) => spent >= from_hours * 600_000 && (to_hours === null || spent < to_hours * 600_000),
    ).length
    return { from_hours, to_hours, users }
  })
}

const inMonth = (world: World, month: string) =>
  seen(world, {}).filter(({ watched_on }) => watched_on.startsWith(month))

export function usersAtRisk(
  world: World,
  { month, plan, limit }: { month: string; plan?: string; limit: number },
) {
  const before = [1, 2, 3].map((back) => {
    const date = new Date(`${month}-15T00:00:00Z`)
    date.setUTCMonth(date.getUTCMonth() - back)
    return date.toISOString().slice(0, 7)
  })
  return world.users
    .map(({ user_id, name, subscription_id }) => {
      const spent = (of: string) =>
        total(
          inMonth(world, of).filter((watch) => watch.user_id === user_id),
          ({ minutes }) => minutes ?? 0,
        )
      return {
        user_id,
        name,
        subscription: planName(world, subscription_id),
        minutes: spent(month),
        usual: total(before, spent),
      }
    })
    .filter(
      ({ minutes, usual, subscription }) =>
        usual >= 3 * 600_000 &&
        6 * minutes < usual &&
        (plan === undefined || subscription.toLowerCase() === plan.toLowerCase()),
    )
    .sort(
      order(
        (a, b) => b.usual - 3 * b.minutes - (a.usual - 3 * a.minutes),
        (a, b) => a.user_id - b.user_id,
      ),
    )
    .slice(0, limit)
    .map(({ user_id, name, subscription, minutes, usual }) => ({
      user_id: String(user_id),
      name,
      subscription,
      hours: hours(minutes),
      usual_hours: divided(usual, 3 * 600_000, 2),
      change_rate: -divided(usual - 3 * minutes, usual, 4),
    }))
}
