import type { World } from '@streaming/db/testing'
import {
  byCodePoint,
  divided,
  groups,
  hours,
  measuresOf,
  nextDay,
  order,
  planName,
  ratio,
  type SeenWatch,
  seen,
  total,
  type ViewingFilters,
} from './naive-arithmetic.ts'

/** Questions about titles and about one user, answered the slow, obvious way. */

type Measure = 'watches' | 'views' | 'hours' | 'starters' | 'watchers' | 'completers' | 'completion_rate'

interface Ranking extends ViewingFilters {
  measure: Measure
  order: 'most' | 'gained' | 'lost'
  compare?: 'previous' | 'year_before'
  limit: number
}

function ofTitle(content: World['content'][number], watches: readonly SeenWatch[]) {
  const { timed_watches: _timed, ...measures } = measuresOf(watches)
  return { ...measures, hours: content.runtime_minutes === null ? null : measures.hours }
}

export function titleRanking(world: World, { measure, order: by, compare, limit, ...filters }: Ranking) {
  const now = seen(world, filters)
  const before = compare === undefined ? [] : seen(world, { ...filters, ...compared(filters, compare) })
  const hundredths = (value: number) => Math.round(value * 10_000)
  return world.content
    .filter(({ content_id }) => [...now, ...before].some((watch) => watch.content_id === content_id))
    .map((content) => {
      const own = ({ content_id }: SeenWatch) => content_id === content.content_id
      const measures = ofTitle(content, now.filter(own))
      const previous = compare === undefined ? null : ofTitle(content, before.filter(own))[measure]
      const value = measures[measure]
      const change =
        previous === null || value === null ? null : (hundredths(value) - hundredths(previous)) / 10_000
      const { content_id, title, genre, content_type } = content
      return { content_id, title, genre, content_type, ...measures, previous, change }
    })
    .filter(({ change }) => by === 'most' || (change !== null && (by === 'gained' ? change > 0 : change < 0)))
    .sort(
      order(
        (a, b) => {
          const [x, y] = by === 'most' ? [a[measure], b[measure]] : [a.change, b.change]
          if (x === null || y === null) return Number(x === null) - Number(y === null)
          return by === 'lost' ? x - y : y - x
        },
        (a, b) => b.watches - a.watches,
        (a, b) => a.content_id - b.content_id,
      ),
    )
    .slice(0, limit)
    .map((row) => ({ ...row, content_id: String(row.content_id) }))
}

function compared({ start_date = '', end_date = '' }: ViewingFilters, compare: 'previous' | 'year_before') {
  if (compare === 'year_before') {
    const before = (day: string) => `${Number(day.slice(0, 4)) - 1}${day.slice(4).replace('02-29', '02-28')}`
    return { start_date: before(start_date), end_date: before(end_date) }
  }
  let [first, last] = [start_date, end_date]
  for (let day = start_date; day <= end_date; day = nextDay(day)) {
    first = nextDay(first, -1)
    last = nextDay(last, -1)
  }
  return { start_date: first, end_date: last }
}

export function lastDay(world: World): string | undefined {
  const days = [
    ...world.watchhistory.map(({ watched_on }) => watched_on),
    ...world.paymenthistory
      .filter(({ status, amount }) => status !== 'failed' && Number(amount) > 0)
      .map(({ payment_date }) => payment_date),
  ]
  return days
    .map((day) => day.slice(0, 10))
    .sort()
    .at(-1)
}

const ofWords = (world: World, filters: ViewingFilters) =>
  world.content.filter(
    ({ genre, content_type }) =>
      (filters.genre ?? genre).toLowerCase() === genre.toLowerCase() &&
      (filters.content_type ?? content_type).toLowerCase() === content_type.toLowerCase(),
  )

export function catalogueHealth(world: World, filters: ViewingFilters) {
  const titles = ofWords(world, filters)
  const data_until = lastDay(world) ?? null
  const watched = (after: string) =>
    titles.filter(({ content_id }) =>
      world.watchhistory.some((w) => w.content_id === content_id && w.watched_on.slice(0, 10) > after),
    ).length
  return {
    titles: titles.length,
    never_watched: titles.length - watched(''),
    unwatched_90_days: titles.length - (data_until === null ? 0 : watched(nextDay(data_until, -90))),
    untimed_titles: titles.filter(({ runtime_minutes }) => runtime_minutes === null).length,
    data_until,
  }
}

export function genreSupply(world: World, filters: ViewingFilters) {
  const titles = ofWords(world, { ...(filters.content_type ? { content_type: filters.content_type } : {}) })
  const watches = seen(world, filters)
  const all = total(watches, ({ minutes }) => minutes ?? 0)
  const isMeasured = new Set(watches.map(({ content }) => content.genre))
  return [...groups(titles, ({ genre }) => genre)]
    .map(([genre, ofGenre]) => ({
      genre,
      titles: ofGenre.length,
      minutes: total(
        watches.filter(({ content }) => content.genre === genre),
        ({ minutes }) => minutes ?? 0,
      ),
    }))
    .sort(
      order(
        (a, b) => b.minutes - a.minutes,
        (a, b) => byCodePoint(a.genre, b.genre),
      ),
    )
    .map(({ genre, titles: count, minutes }) => ({
      genre,
      titles: count,
      title_share: ratio(count, titles.length),
      hours: hours(minutes),
      hours_share: isMeasured.size === 0 ? null : ratio(minutes, all),
    }))
}

export function releaseDecay(world: World, { weeks, ...filters }: ViewingFilters & { weeks: number }) {
  const first = world.watchhistory.map(({ watched_on }) => watched_on.slice(0, 10)).sort()[0]
  const last = lastDay(world)
  if (first === undefined || last === undefined) return []
  const titles = ofWords(world, filters).filter(
    (title) => title.released_on !== null && title.runtime_minutes !== null,
  )
  return Array.from({ length: weeks }, (_, week) => {
    let days = 0
    let minutes = 0
    for (const { content_id, released_on } of titles)
      for (let day = 0; day < 7; day++) {
        const date = nextDay(released_on ?? '', 7 * week + day)
        if (date >= first && date <= last) days++
        for (const watch of seen(world, { content_id: String(content_id), start_date: date, end_date: date }))
          minutes += watch.minutes ?? 0
      }
    return {
      week,
      hours: hours(minutes),
      title_weeks: divided(days, 7, 2),
      hours_per_title: divided(Math.round(hours(minutes) * 100) * 7, days * 100, 2),
    }
  }).filter(({ title_weeks }) => title_weeks > 0)
}

export function titleCompletion(world: World, content_id: string) {
  const starters = seen(world, { content_id }).filter(({ hundredths }) => hundredths > 0)
  return Array.from({ length: 21 }, (_, step) => {
    const reached = starters.filter(({ hundredths }) => hundredths >= step * 500).length
    return { percent: step * 5, reached, share: ratio(reached, starters.length) }
  })
}

export function titleRatings(world: World, content_id: string) {
  const ratings = world.reviews
    .filter((review) => String(review.content_id) === content_id)
    .map(({ rating }) => rating)
  const mean = total(ratings, (rating) => rating) / ratings.length
  const variance = total(ratings, (rating) => (rating - mean) ** 2) / (ratings.length - 1)
  const reach = 1.96 * Math.sqrt(variance / ratings.length)
  return {
    review_count: ratings.length,
    mean_rating: ratings.length === 0 ? null : mean,
    mean_low: ratings.length < 2 ? null : Math.max(0, mean - reach),
    mean_high: ratings.length < 2 ? null : Math.min(10, mean + reach),
    distribution: Array.from({ length: 11 }, (_, rating) => ({
      rating,
      reviews: ratings.filter((given) => given >= rating - 0.5 && given < rating + 0.5).length,
    })),
  }
}

export function titlePlans(world: World, filters: ViewingFilters) {
  const watches = seen(world, filters)
  return [...groups(watches, ({ subscription_id }) => planName(world, subscription_id))]
    .map(([subscription, ofPlan]) => ({
      subscription,
      watches: ofPlan.length,
      share: ratio(ofPlan.length, watches.length),
    }))
    .sort(
      order(
        (a, b) => b.watches - a.watches,
        (a, b) => byCodePoint(a.subscription, b.subscription),
      ),
    )
}

export function userMonths(world: World, userId: number) {
  const watches = seen(world, {}).filter(({ user_id }) => user_id === userId)
  const payments = world.paymenthistory.filter(({ user_id }) => user_id === userId)
  const months = [...watches.map((w) => w.watched_on), ...payments.map((p) => p.payment_date)]
    .map((instant) => instant.slice(0, 7))
    .sort()
  const [first, last] = [months[0], months.at(-1)]
  if (first === undefined || last === undefined) return []
  const rank = ({ status, amount }: World['paymenthistory'][number]) =>
    status === 'failed' ? 1 : Number(amount) === 0 ? 2 : 3
  const rows = []
  for (let month = first; month <= last; month = nextDay(`${month}-28`, 4).slice(0, 7)) {
    const ofMonth = payments
      .filter(({ payment_date }) => payment_date.startsWith(month))
      .sort(
        order(
          (a, b) => rank(b) - rank(a),
          (a, b) => byCodePoint(b.payment_date, a.payment_date),
          (a, b) => b.payment_id - a.payment_id,
        ),
      )
    const [best] = ofMonth
    const own = watches.filter(({ watched_on }) => watched_on.startsWith(month))
    rows.push({
      month,
      state: best === undefined ? 'none' : ['none', 'failed', 'trial', 'paid'][rank(best)],
      subscription: best === undefined ? null : planName(world, best.subscription_id),
      paid: divided(
        total(ofMonth, (payment) =>
          payment.status === 'failed'
            ? 0
            : Math.round(Number(payment.amount) * 100) - Math.round(Number(payment.refunded_amount) * 100),
        ),
        100,
        2,
      ),
      watches: own.length,
      hours: hours(total(own, ({ minutes }) => minutes ?? 0)),
    })
  }
  return rows
}

export function userTaste(world: World, userId: number) {
  const all = seen(world, {})
  return shares(
    all,
    all.filter(({ user_id }) => user_id === userId),
  )
}

/** Some watches by genre, beside all. */
function shares(all: readonly SeenWatch[], some: readonly SeenWatch[]) {
  const count = (genre: string) => some.filter(({ content }) => content.genre === genre).length
  return [...groups(all, ({ content }) => content.genre)]
    .map(([genre, ofGenre]) => ({
      genre,
      watches: count(genre),
      share: ratio(count(genre), some.length),
      share_of_all: ratio(ofGenre.length, all.length),
    }))
    .sort(
      order(
        (a, b) => b.watches - a.watches,
        (a, b) => byCodePoint(a.genre, b.genre),
      ),
    )
}

export function titleGenres(world: World, contentId: string) {
  const all = seen(world, {})
  const latest = all
    .filter(({ content_id }) => String(content_id) === contentId)
    .sort(
      order(
        (a, b) => Date.parse(b.watched_on) - Date.parse(a.watched_on),
        (a, b) => a.user_id - b.user_id,
        (a, b) => a.watch_id - b.watch_id,
      ),
    )
    .slice(0, 100)
  const viewers = new Set(latest.map(({ user_id }) => user_id))
  const others = all.filter(
    ({ user_id, content_id }) => viewers.has(user_id) && String(content_id) !== contentId,
  )
  return shares(all, others)
}
