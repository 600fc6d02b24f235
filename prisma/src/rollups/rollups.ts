import { Prisma } from '../generated/client.ts'
import { deltasOf } from './deltas/delta-tables.ts'
import { type Fact, type FactName, facts, measureType } from './facts.ts'

/** Every rollup of additive measures: what it is keyed by, and which fact it sums. Distinct users are in active-users.ts. */

export const rollupNames = [
  'watch_title_days',
  'watch_title_months',
  'title_months',
  'watch_genre_days',
  'watch_genre_months',
  'payment_days',
  'payment_months',
  'plan_users',
  'title_reviews',
  'customer_movement_months',
  'cohort_months',
  'customer_days',
  'billing_days',
  'billing_months',
] as const
export type RollupName = (typeof rollupNames)[number]

interface Rollup {
  fact: FactName
  /** Key column → its expression over the fact `f` (and `c`, its title, where `titled`). */
  keys: Readonly<Record<string, Prisma.Sql>>
  /** Whether keys are words of the title. A title's words may change: `moveTitle` moves what was summed under them. */
  titled?: true
  /** The rollup whose rows can stand for the fact, so that a rebuild reads the events once. */
  finer?: RollupName
}

const day = Prisma.sql`f.day`
const month = Prisma.sql`date_trunc('month', f.day::TIMESTAMP)::DATE`
const title = { content_id: Prisma.sql`f.content_id` }
const words = { genre: Prisma.sql`c.genre`, content_type: Prisma.sql`c.content_type` }
const plan = { subscription_id: Prisma.sql`f.subscription_id` }
const method = { method: Prisma.sql`f.method` }
const monthOfFact = Prisma.sql`f.month`
const movement = { movement: Prisma.sql`f.movement` }

export const rollups: Record<RollupName, Rollup> = {
  watch_title_days: { fact: 'watch', keys: { day, ...title, ...plan } },
  watch_title_months: { fact: 'watch', keys: { month, ...title, ...plan }, finer: 'watch_title_days' },
  title_months: { fact: 'watch', keys: { month, ...title }, finer: 'watch_title_days' },
  watch_genre_days: {
    fact: 'watch',
    keys: { day, ...words, ...plan },
    titled: true,
    finer: 'watch_title_days',
  },
  watch_genre_months: {
    fact: 'watch',
    keys: { month, ...words, ...plan },
    titled: true,
    finer: 'watch_title_days',
  },
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
  customer_days: { fact: 'customer_day', keys: { day } },
  billing_days: { fact: 'billing', keys: { day, ...method, ...plan } },
  billing_months: { fact: 'billing', keys: { month, ...method, ...plan }, finer: 'billing_days' },
}

const list = (names: readonly string[]) => Prisma.raw(names.join(', '))

/** Whether a rollup's column is a sum, rather than one of its keys. */
export function isMeasure(column: string): boolean {
  return Object.values(facts).some(({ measures }) => measures.includes(column))
}

export function factOf(name: RollupName): Fact {
  return facts[rollups[name].fact]
}

/** The columns of a rollup: its keys, then its measures. */
export function columnsOf(name: RollupName): { keys: string[]; measures: readonly string[] } {
  return { keys: Object.keys(rollups[name].keys), measures: factOf(name).measures }
}

/** The facts `f` of `rows` (a table or a query), those of which `which` is true, summed by the rollup's keys. */
export function summed(name: RollupName, rows: Prisma.Sql, which = Prisma.sql`TRUE`): Prisma.Sql {
  const { keys, measures } = columnsOf(name)
  const sums = measures.map(
    (measure) => Prisma.sql`SUM(f.${Prisma.raw(measure)})::${measureType(measure)} AS ${Prisma.raw(measure)}`,
  )
  const places = keys.map((_, index) => String(index + 1))
  return Prisma.sql`
    SELECT ${keyExpressions(name)}, ${Prisma.join(sums)}
    FROM ${rows} AS f ${joined(name)} WHERE ${which} GROUP BY ${list(places)}`
}

const rowsOf = new Map<RollupName, Prisma.Sql>()

/**
 * A rollup as it is at this moment, with what no rollup holds yet: a subquery with the rollup's columns, of which
 * several rows may have the same key. Sum its measures; a sum of 0 watches, payments, users or reviews is nothing.
 */
export function rollupRows(name: RollupName): Prisma.Sql {
  const known = rowsOf.get(name)
  if (known !== undefined) return known
  const rows = withDeltas(name)
  rowsOf.set(name, rows)
  return rows
}

function withDeltas(name: RollupName): Prisma.Sql {
  const { keys, measures } = columnsOf(name)
  return Prisma.sql`(
    SELECT ${list([...keys, ...measures])} FROM ${Prisma.raw(name)}
    UNION ALL
    SELECT ${keyExpressions(name)}, ${list(measures.map((measure) => `f.${measure}`))}
    FROM ${deltasOf(rollups[name].fact)} AS f ${joined(name)})`
}

/** Adds rows of the rollup's own columns to it, those of a key it has to that key's sums. */
export function addTo(name: RollupName, rows: Prisma.Sql): Prisma.Sql {
  const { keys, measures } = columnsOf(name)
  const added = measures.map((measure) => `${measure} = r.${measure} + excluded.${measure}`)
  return Prisma.sql`
    INSERT INTO ${Prisma.raw(name)} AS r (${list([...keys, ...measures])}) ${rows}
    ON CONFLICT (${list(keys)}) DO UPDATE SET ${list(added)}`
}

function keyExpressions(name: RollupName): Prisma.Sql {
  return Prisma.join(
    Object.entries(rollups[name].keys).map(
      ([column, expression]) => Prisma.sql`${expression} AS ${Prisma.raw(column)}`,
    ),
  )
}

function joined(name: RollupName): Prisma.Sql {
  return rollups[name].titled ? Prisma.sql`JOIN content AS c ON c.content_id = f.content_id` : Prisma.empty
}
