import type { World } from '@streaming/db/testing'

/** What naive answers about viewing share: whole numbers, and who is meant by filters. */

export interface ViewingFilters {
  genre?: string
  content_type?: string
  plan?: string
  content_id?: string
  start_date?: string
  end_date?: string
}

export type SeenWatch = World['watchhistory'][number] & {
  content: World['content'][number]
  /** Hundredths of a percent. */
  hundredths: number
  /** Ten thousandths of a minute; null: the title’s length is not known. */
  minutes: number | null
}

const same = (a: string, b: string | undefined) => b === undefined || a.toLowerCase() === b.toLowerCase()

export function planName(world: World, id: number): string {
  return world.subscriptions.find(({ subscription_id }) => subscription_id === id)?.name ?? ''
}

export function within(day: string, { start_date, end_date }: ViewingFilters): boolean {
  return (start_date === undefined || day >= start_date) && (end_date === undefined || day <= end_date)
}

export function seen(world: World, filters: ViewingFilters): SeenWatch[] {
  return world.watchhistory.flatMap((watch) => {
    const content = world.content.find(({ content_id }) => content_id === watch.content_id)
    if (content === undefined) return []
    const fits =
      same(content.genre, filters.genre) &&
      same(content.content_type, filters.content_type) &&
      same(planName(world, watch.subscription_id), filters.plan) &&
      (filters.content_id === undefined || String(watch.content_id) === filters.content_id) &&
      within(watch.watched_on.slice(0, 10), filters)
    const hundredths = Math.round(watch.progress * 100)
    const minutes = content.runtime_minutes === null ? null : hundredths * content.runtime_minutes
    return fits ? [{ ...watch, content, hundredths, minutes }] : []
  })
}

/** Half away from zero, to so many decimals, of whole numbers that are not negative. */
export function divided(numerator: number, denominator: number, decimals: number): number {
  const scale = 10 ** decimals
  return Math.floor((2 * numerator * scale + denominator) / (2 * denominator)) / scale
}

export const ratio = (a: number, b: number) => (b === 0 ? null : divided(a, b, 4))
/** Of ten thousandths of a minute. */
export const hours = (minutes: number) => divided(minutes, 600_000, 2)
export const total = <T>(items: readonly T[], value: (item: T) => number) =>
  items.reduce((sum, item) => sum + value(item), 0)
export const byCodePoint = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))

export function groups<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const map = new Map<string, T[]>()
  for (const item of items) map.set(key(item), [...(map.get(key(item)) ?? []), item])
  return map
}

export function nextDay(day: string, days = 1): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** Compares by several keys, in order. */
export const order =
  <T>(...keys: ((a: T, b: T) => number)[]) =>
  (a: T, b: T) =>
    keys.map((key) => key(a, b)).find((result) => result !== 0) ?? 0

export function measuresOf(watches: readonly SeenWatch[]) {
  const reached = (hundredths: number) => watches.filter((watch) => watch.hundredths >= hundredths).length
  const [starters, completers] = [reached(1), reached(9_000)]
  return {
    watches: watches.length,
    views: divided(
      total(watches, (watch) => watch.hundredths),
      10_000,
      2,
    ),
    hours: hours(total(watches, ({ minutes }) => minutes ?? 0)),
    timed_watches: watches.filter(({ minutes }) => minutes !== null).length,
    starters,
    watchers: reached(7_000),
    completers,
    completion_rate: ratio(completers, starters),
  }
}
