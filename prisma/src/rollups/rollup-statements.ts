import { Prisma } from '../generated/client.ts'
import { deltasOf } from './deltas/delta-tables.ts'
import { measureType } from './facts.ts'
import { columnsOf, isTitled, type RollupName, rollups, sumsOf } from './rollups.ts'

const list = (names: readonly string[]) => Prisma.raw(names.join(', '))

/**
 * The facts `f` of `rows` (a table or a query), those of which `which` is true, summed by the rollup's keys.
 * @param title what stands for the title of every row, with genre, content_type, runtime_minutes and released_on; undefined: its own row of content
 */
export function summed(
  name: RollupName,
  rows: Prisma.Sql,
  which = Prisma.sql`TRUE`,
  title?: Prisma.Sql,
): Prisma.Sql {
  const sums = Object.entries(sumsOf(name)).map(
    ([measure, expression]) =>
      Prisma.sql`SUM(${expression})::${measureType(measure)} AS ${Prisma.raw(measure)}`,
  )
  const places = columnsOf(name).keys.map((_, index) => String(index + 1))
  return Prisma.sql`
    SELECT ${named(rollups[name].keys)}, ${Prisma.join(sums)}
    FROM ${rows} AS f ${joined(name, title)} WHERE ${which} GROUP BY ${list(places)}`
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
    SELECT ${named(rollups[name].keys)}, ${named(sumsOf(name))}
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

function named(expressions: Readonly<Record<string, Prisma.Sql>>): Prisma.Sql {
  return Prisma.join(
    Object.entries(expressions).map(
      ([column, expression]) => Prisma.sql`${expression} AS ${Prisma.raw(column)}`,
    ),
  )
}

function joined(name: RollupName, title?: Prisma.Sql): Prisma.Sql {
  return isTitled(name) ? titleOf(title) : Prisma.empty
}

/** A join of `c`, the title of every row `f`. @param title what stands for it; undefined: its own row of content */
export function titleOf(title?: Prisma.Sql): Prisma.Sql {
  return title === undefined
    ? Prisma.sql`JOIN content AS c ON c.content_id = f.content_id`
    : Prisma.sql`CROSS JOIN ${title} AS c`
}
