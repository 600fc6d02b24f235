import { Prisma } from '../../generated/client.ts'
import { type FactName, facts } from '../facts.ts'

/**
 * What writes changed and no rollup holds yet: a table a fact, keyed by the minute of the write and a shard, so that the inserts of
 * a cluster spread over it. Folded deltas are deleted, and what is deleted stays in the way of readers for a while, on CockroachDB for
 * minutes: they begin at the fact's minute in `delta_bounds`, before which no delta stands.
 *
 * A writer takes that minute if its own lies before it, in the statement that inserts, and whoever moves the minute on looks that nothing
 * stands before the new one. Both are serializable, so of two that overlap one is run again.
 */

/** Between which the inserts of one minute spread. */
const shards = 16

export function deltaTable(fact: FactName): Prisma.Sql {
  return Prisma.raw(`${fact}_deltas`)
}

/** The fact's minute before which no delta stands. A fact without one, as after a restore of some tables, begins at the beginning. */
export function boundOf(fact: FactName): Prisma.Sql {
  return Prisma.sql`COALESCE((SELECT b.minute FROM delta_bounds AS b WHERE b.fact = ${Prisma.raw(`'${fact}'`)}), '2000-01-01T00:00:00Z'::TIMESTAMPTZ)`
}

/**
 * What stands in FROM for the deltas `d` of a fact. The bound is a column that is joined, since CockroachDB begins to read at a column's
 * value, and not at a subquery's: by that it would read all that was deleted, and leave it out afterwards.
 */
export function pendingDeltas(fact: FactName): Prisma.Sql {
  return Prisma.sql`(SELECT ${boundOf(fact)}::TIMESTAMPTZ(3) AS minute) AS b JOIN ${deltaTable(fact)} AS d ON d.minute >= b.minute`
}

/** The deltas of a fact, as a subquery with the fact's columns. */
export function deltasOf(fact: FactName): Prisma.Sql {
  const { keys, measures } = facts[fact]
  const columns = Prisma.raw([...keys, ...measures].map((column) => `d.${column}`).join(', '))
  return Prisma.sql`(SELECT ${columns} FROM ${pendingDeltas(fact)})`
}

/** The statement that inserts deltas. @param rows a query of the fact's columns */
export function insertDeltas(fact: FactName, rows: Prisma.Sql): Prisma.Sql {
  const columns = [...facts[fact].keys, ...facts[fact].measures]
  return Prisma.sql`
    INSERT INTO ${deltaTable(fact)} (minute, shard, ${Prisma.raw(columns.join(', '))})
    SELECT GREATEST(date_trunc('minute', now()), ${boundOf(fact)}), floor(random() * ${Prisma.raw(String(shards))})::INT2,
      ${Prisma.raw(columns.map((column) => `d.${column}`).join(', '))}
    FROM (${rows}) AS d`
}
