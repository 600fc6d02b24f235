import type { World } from '@streaming/db/testing'

/**
 * Questions about viewing, payments and accounts, answered the slow, obvious way over a world in memory: loops, sorts and whole numbers
 * (hundredths), nothing shared with the SQL. Where both agree on worlds of chance, both are likely right.
 */

interface Filters {
  genre?: string
  content_type?: string
  plan?: string
  start_date?: string
  end_date?: string
  limit?: number
}

const same = (a: string, b: string | undefined) => b === undefined || a.toLowerCase() === b.toLowerCase()
const byCodePoint = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))
const hundredths = (value: number | string) => Math.round(Number(value) * 100)
const within = (instant: string, { start_date, end_date }: Filters) =>
  (start_date === undefined || instant.slice(0, 10) >= start_date) &&
  (end_date === undefined || instant.slice(0, 10) <= end_date)

/** Half away from zero, as SQL rounds: of hundredths by a count. */
const average = (sum: number, count: number) => Math.floor((2 * sum + count) / (2 * count)) / 100

/** Compares by several keys, in order. */
const order =
  <T>(...keys: ((a: T, b: T) => number)[]) =>
  (a: T, b: T) =>
    keys.map((key) => key(a, b)).find((result) => result !== 0) ?? 0

function groups<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const map = new Map<string, T[]>()
  for (const item of items) map.set(key(item), [...(map.get(key(item)) ?? []), item])
  return map
}

function planName(world: World, id: number | undefined): string {
  return world.subscriptions.find(({ subscription_id }) => subscription_id === id)?.name ?? ''
}

function watchesOf(world: World, filters: Filters) {
  return world.watchhistory.flatMap((watch) => {
    const content = world.content.find(({ content_id }) => content_id === watch.content_id)
    const fits =
      content !== undefined &&
      same(content.genre, filters.genre) &&
      same(content.content_type, filters.content_type) &&
      same(planName(world, watch.subscription_id), filters.plan) &&
      within(watch.watched_on, filters)
    return fits ? [{ ...watch, content }] : []
  })
}

/** No trial, which is a payment of 0. */
function charged(world: World) {
  return world.paymenthistory.filter(({ status, amount }) => status !== 'failed' && hundredths(amount) > 0)
}

/** In cents, what refunds left of it. */
function kept({ amount, refunded_amount }: World['paymenthistory'][number]): number {
  return hundredths(amount) - hundredths(refunded_amount)
}

/** Watches and payments count for the plan they were made on, whatever plan their user is on now. */
function paymentsOf(world: World, filters: Filters) {
  return charged(world).filter(
    ({ subscription_id, payment_date }) =>
      same(planName(world, subscription_id), filters.plan) && within(payment_date, filters),
  )
}

export function subscriptions(world: World) {
  return world.subscriptions
    .map(({ subscription_id, name }) => ({
      subscription: name,
      user_count: world.users.filter((user) => user.subscription_id === subscription_id).length,
    }))
    .sort(
      order(
        (a, b) => b.user_count - a.user_count,
        (a, b) => byCodePoint(a.subscription, b.subscription),
      ),
    )
}

export function topContent(world: World, filters: Filters) {
  return world.content
    .filter(
      ({ genre, content_type }) => same(genre, filters.genre) && same(content_type, filters.content_type),
    )
    .sort(
      order(
        (a, b) => b.rating - a.rating,
        (a, b) => byCodePoint(a.title, b.title),
        (a, b) => a.content_id - b.content_id,
      ),
    )
    .slice(0, filters.limit)
    .map(({ runtime_minutes: _minutes, released_on: _day, ...content }) => ({
      ...content,
      content_id: String(content.content_id),
      review_count: world.reviews.filter(({ content_id }) => content_id === content.content_id).length,
    }))
}

export function popularContentOverTime(world: World, filters: Filters & { month: number; year?: number }) {
  const chosen = watchesOf(world, filters).filter(({ watched_on }) => {
    const date = new Date(watched_on)
    return (
      date.getUTCMonth() + 1 === filters.month &&
      (filters.year === undefined || date.getUTCFullYear() === filters.year)
    )
  })
  return [
    ...groups(chosen, ({ watched_on, content_id }) => `${watched_on.slice(0, 7)} ${content_id}`).entries(),
  ]
    .flatMap(([key, [first, ...others]]) => {
      if (first === undefined) return []
      const sum = [first, ...others].reduce((total, { progress }) => total + hundredths(progress), 0)
      const { content_id, title, genre } = first.content
      const watch_count = others.length + 1
      return [
        {
          month: key.slice(0, 7),
          content_id,
          title,
          genre,
          total_progress: sum / 100,
          watch_count,
          average_progress: average(sum, watch_count),
        },
      ]
    })
    .sort(
      order(
        (a, b) => b.total_progress - a.total_progress,
        (a, b) => b.watch_count - a.watch_count,
        (a, b) => a.content_id - b.content_id,
        (a, b) => byCodePoint(a.month, b.month),
      ),
    )
    .slice(0, filters.limit)
    .map((row) => ({ ...row, content_id: String(row.content_id) }))
}

/** The Monday on or before, or the first of the month. */
export function bucketStart(instant: string, granularity: 'day' | 'week' | 'month'): string {
  const date = new Date(`${instant.slice(0, 10)}T00:00:00Z`)
  if (granularity === 'month') date.setUTCDate(1)
  if (granularity === 'week') while (date.getUTCDay() !== 1) date.setUTCDate(date.getUTCDate() - 1)
  return date.toISOString().slice(0, 10)
}

export function revenueTrends(world: World, filters: Filters & { granularity?: 'day' | 'week' | 'month' }) {
  const dated = filters.start_date !== undefined || filters.end_date !== undefined
  const granularity = filters.granularity ?? (dated ? 'day' : 'month')
  return [
    ...groups(paymentsOf(world, filters), ({ payment_date }) =>
      bucketStart(payment_date, granularity),
    ).entries(),
  ]
    .map(([date, payments]) => ({
      date,
      revenue: payments.reduce((total, payment) => total + kept(payment), 0) / 100,
      payments: payments.length,
    }))
    .sort((a, b) => byCodePoint(a.date, b.date))
}

export function paymentsTrend(world: World, filters: Filters) {
  return revenueTrends(world, { ...filters, granularity: 'week' }).map(({ date, revenue }) => ({
    week: date,
    total_revenue: revenue,
  }))
}

export function watchHistoryGenre(world: World, filters: Filters) {
  return [...groups(watchesOf(world, filters), ({ content }) => content.genre).entries()]
    .map(([genre, watches]) => ({ genre, watch_count: watches.length }))
    .sort(
      order(
        (a, b) => b.watch_count - a.watch_count,
        (a, b) => byCodePoint(a.genre, b.genre),
      ),
    )
    .slice(0, filters.limit)
}

export function popularContentTrend(world: World, filters: Filters) {
  const months = groups(watchesOf(world, filters), ({ watched_on }) => watched_on.slice(0, 7))
  return [...months.entries()]
    .sort(([a], [b]) => byCodePoint(a, b))
    .flatMap(([month, watches]) =>
      [...groups(watches, ({ content_id }) => String(content_id)).values()]
        .flatMap(([first, ...others]) =>
          first === undefined ? [] : [{ content: first.content, watch_count: others.length + 1 }],
        )
        .sort(
          order(
            (a, b) => b.watch_count - a.watch_count,
            (a, b) => byCodePoint(a.content.title, b.content.title),
            (a, b) => a.content.content_id - b.content.content_id,
          ),
        )
        .slice(0, filters.limit)
        .map(({ content, watch_count }) => ({ month, title: content.title, watch_count })),
    )
}

export function paymentMethodDistribution(world: World, filters: Filters) {
  const spelled = [...groups(paymentsOf(world, filters), ({ method }) => method).entries()]
    .map(([method, payments]) => ({ method, count: payments.length }))
    .sort(
      order(
        (a, b) => b.count - a.count,
        (a, b) => byCodePoint(a.method, b.method),
      ),
    )
  return [...groups(spelled, ({ method }) => method.toLowerCase()).values()]
    .map((same) => ({
      method: same[0]?.method ?? '',
      count: same.reduce((sum, { count }) => sum + count, 0),
    }))
    .sort(
      order(
        (a, b) => b.count - a.count,
        (a, b) => byCodePoint(a.method, b.method),
      ),
    )
    .slice(0, filters.limit)
}

export function userStats(world: World, userId: number, limit: number) {
  const user = world.users.find(({ user_id }) => user_id === userId)
  const watches = world.watchhistory
    .filter(({ user_id }) => user_id === userId)
    .sort(
      order(
        (a, b) => byCodePoint(b.watched_on, a.watched_on),
        (a, b) => b.watch_id - a.watch_id,
      ),
    )
  const payments = charged(world)
    .filter(({ user_id }) => user_id === userId)
    .sort(
      order(
        (a, b) => byCodePoint(b.payment_date, a.payment_date),
        (a, b) => b.payment_id - a.payment_id,
      ),
    )
  const progress = watches.reduce((total, watch) => total + hundredths(watch.progress), 0)
  return {
    user_id: String(userId),
    name: user?.name,
    subscription: planName(world, user?.subscription_id),
    watch_history: watches.slice(0, limit).map(({ content_id, progress, watched_on }) => ({
      title: world.content.find((content) => content.content_id === content_id)?.title,
      progress,
      watched_on,
    })),
    payment_history: payments
      .slice(0, limit)
      .map(({ amount, method, payment_date }) => ({ amount: Number(amount), method, payment_date })),
    totals: {
      watch_count: watches.length,
      average_progress: watches.length === 0 ? null : average(progress, watches.length),
      payment_count: payments.length,
      total_amount: payments.reduce((total, payment) => total + kept(payment), 0) / 100,
    },
  }
}
