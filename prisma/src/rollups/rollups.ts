import { Prisma } from '../generated/client.ts'
import { type Fact, type FactName, facts } from './facts.ts'

/** Every rollup of additive measures: what it is keyed by, and which fact it sums. Distinct users are in viewing/active-users.ts. */

export const rollupNames = [
  'watch_title_days',
  'watch_title_months',
  'title_months',
  'watch_genre_days',
  'watch_genre_months',
  'watch_quarters',
  'user_months',
  'title_percents',
  'release_weeks',
  'viewer_quarters',
  'payment_days',
  'payment_months',
  'plan_users',
  'title_reviews',
  'customer_movement_months',
  'cohort_months',
  'cohort_watch_months',
  'customer_days',
  'billing_days',
  'billing_months',
] as const
export type RollupName = (typeof rollupNames)[number]

/** What rollups take from a title. */
export interface TitleWords {
  genre: string
  content_type: string
  runtime_minutes: number | null
  /** `YYYY-MM-DD` */
  released_on: string | null
}

interface Rollup {
  fact: FactName
  /** Key column → its expression over the fact `f` (and `c`, its title, where `titled`). */
  keys: Readonly<Record<string, Prisma.Sql>>
  /** Measure → what is summed of the fact `f` (and `c`); the fact's own measures, unless it is given. */
  sums?: Readonly<Record<string, Prisma.Sql>>
  /** What keys or sums take from the title. A title may change: `moveTitle` moves what was summed by it as it was. */
  titled?: readonly (keyof TitleWords)[]
  /** The rollup whose rows can stand for the fact, so that a rebuild reads the events once. */
  finer?: RollupName
}

const day = Prisma.sql`f.day`
const month = Prisma.sql`date_trunc('month', f.day::TIMESTAMP)::DATE`
const title = { content_id: Prisma.sql`f.content_id` }
const words = { genre: Prisma.sql`c.genre`, content_type: Prisma.sql`c.content_type` }
const plan = { subscription_id: Prisma.sql`f.subscription_id` }
const method = { method: Prisma.sql`f.method` }
const quarter = { quarter: Prisma.sql`f.quarter` }
/** Time that was watched, of titles whose length is known. */
const minutes = { minutes: Prisma.sql`f.progress * COALESCE(c.runtime_minutes, 0)::DECIMAL * 0.01` }
const watched = { watches: Prisma.sql`f.watches`, ...minutes }
const ofGenre = {
  ...Object.fromEntries(facts.watch.measures.map((measure) => [measure, Prisma.raw(`f.${measure}`)])),
  timed_watches: Prisma.sql`CASE WHEN c.runtime_minutes IS NULL THEN 0::INT8 ELSE f.watches END`,
  ...minutes,
}
/** Weeks from the day of release on, 0 to 103; 104: later; -1: before it, or it is not known. */
const weekSinceRelease = Prisma.sql`
  CASE WHEN c.released_on IS NULL OR f.day < c.released_on THEN -1
    ELSE LEAST(FLOOR((f.day - c.released_on)::DECIMAL / 7::DECIMAL), 104) END::INT8`
const monthOfFact = Prisma.sql`f.month`
const movement = { movement: Prisma.sql`f.movement` }

export const rollups: Record<RollupName, Rollup> = {
  watch_title_days: { fact: 'watch', keys: { day, ...title, ...plan } },
  watch_title_months: { fact: 'watch', keys: { month, ...title, ...plan }, finer: 'watch_title_days' },
  title_months: { fact: 'watch', keys: { month, ...title }, finer: 'watch_title_days' },
  watch_genre_days: {
    fact: 'watch',
    keys: { day, ...words, ...plan },
    sums: ofGenre,
    titled: ['genre', 'content_type', 'runtime_minutes'],
    finer: 'watch_title_days',
  },
  watch_genre_months: {
    fact: 'watch',
    keys: { month, ...words, ...plan },
    sums: ofGenre,
    titled: ['genre', 'content_type', 'runtime_minutes'],
    finer: 'watch_title_days',
  },
  watch_quarters: { fact: 'watch', keys: quarter, sums: watched, titled: ['runtime_minutes'] },
  user_months: {
    fact: 'watch',
    keys: { month, user_id: Prisma.sql`f.user_id` },
    sums: watched,
    titled: ['runtime_minutes'],
  },
  title_percents: {
    fact: 'watch',
    keys: { ...title, percent: Prisma.sql`f.percent` },
    sums: { starters: Prisma.sql`f.starters` },
  },
  release_weeks: {
    fact: 'watch',
    keys: { week: weekSinceRelease, ...words },
    sums: watched,
    titled: ['genre', 'content_type', 'runtime_minutes', 'released_on'],
    finer: 'watch_title_days',
  },
  viewer_quarters: { fact: 'viewer', keys: quarter },
  payment_days: { fact: 'payment', keys: { day, ...method, ...plan } },
  payment_months: { fact: 'payment', keys: { month, ...method, ...plan }, finer: 'payment_days' },
  plan_users: { fact: 'user', keys: plan },
  title_reviews: { fact: 'review', keys: title },
  customer_movement_months: {
    fact: 'customer',
    keys: {
      month: monthOfFact,
      ...movement,
      previous_subscription_id: Prisma.sql`f.previous_subscription_id`,
      ...plan,
    },
  },
  cohort_months: {
    fact: 'customer',
    keys: {
      cohort: Prisma.sql`f.cohort`,
      month: monthOfFact,
      ...movement,
      is_first_spell: Prisma.sql`f.is_first_spell`,
    },
  },
  cohort_watch_months: { fact: 'cohort_watch', keys: { cohort: Prisma.sql`f.cohort`, month: monthOfFact } },
  customer_days: { fact: 'customer_day', keys: { day } },
  billing_days: { fact: 'billing', keys: { day, ...method, ...plan } },
  billing_months: { fact: 'billing', keys: { month, ...method, ...plan }, finer: 'billing_days' },
}

const everyMeasure = new Set(rollupNames.flatMap((name) => Object.keys(sumsOf(name))))

/** Whether a rollup's column is a sum, rather than one of its keys. */
export function isMeasure(column: string): boolean {
  return everyMeasure.has(column)
}

export function factOf(name: RollupName): Fact {
  return facts[rollups[name].fact]
}

/** Whether a rollup's keys or sums are of the title, too. */
export function isTitled(name: RollupName): boolean {
  return rollups[name].titled !== undefined
}

/** The columns of a rollup: its keys, then its measures. */
export function columnsOf(name: RollupName): { keys: string[]; measures: string[] } {
  return { keys: Object.keys(rollups[name].keys), measures: Object.keys(sumsOf(name)) }
}

/** Measure → what is summed of the fact `f`, and of its title `c`. */
export function sumsOf(name: RollupName): Readonly<Record<string, Prisma.Sql>> {
  const { fact, sums } = rollups[name]
  return (
    sums ?? Object.fromEntries(facts[fact].measures.map((measure) => [measure, Prisma.raw(`f.${measure}`)]))
  )
}
