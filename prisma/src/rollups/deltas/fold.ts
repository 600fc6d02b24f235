import { z } from 'zod'
import type { Database, Query } from '../../database/database.ts'
import { Prisma } from '../../generated/client.ts'
import { type FactName, factNames, facts } from '../facts.ts'
import { addTo, summed } from '../rollup-statements.ts'
import { rollupNames, rollups } from '../rollups.ts'
import { activeUserGrains, addActiveUserChanges } from '../viewing/active-users.ts'
import { addCohortWatches } from '../viewing/cohort-watch-rows.ts'
import { daysGone, remakeViewerDays } from '../viewing/viewer-days.ts'
import { deltaTable, pendingDeltas } from './delta-tables.ts'

/** Deltas that one fold takes: a transaction of a fraction of a second, which others rarely have to wait for. */
const mostFolded = 2_000

const deltaKey = z.object({ minute: z.string(), shard: z.string(), delta_id: z.string() })
type DeltaKey = z.output<typeof deltaKey>

/** Which facts have deltas that no rollup holds. */
export async function pendingFacts(query: Query): Promise<FactName[]> {
  const [row] = await query(
    Prisma.sql`SELECT ${Prisma.join(
      factNames.map(
        (name) => Prisma.sql`EXISTS (SELECT 1 FROM ${pendingDeltas(name)}) AS ${Prisma.raw(`"${name}"`)}`,
      ),
    )}`,
    z.record(z.string(), z.boolean()),
  )
  return factNames.filter((name) => row?.[name])
}

/**
 * Puts what the deltas say into the rollups and takes the deltas away, in as many transactions as it takes. Sums over rollups and deltas
 * are the same before, between and after; the sums over rollups alone are now the whole, but for what was written meanwhile.
 * @returns the facts that had deltas
 */
export async function foldDeltas(database: Database): Promise<FactName[]> {
  const pending = await pendingFacts(database.query)
  // In turn, so that a fact that is written faster than it is folded keeps none of the others waiting.
  let full = pending
  while (full.length > 0) {
    const again: FactName[] = []
    for (const fact of full) if ((await foldOldest(database, fact)) === mostFolded) again.push(fact)
    full = again
  }
  return pending
}

/** Folds up to so many deltas of a fact, the oldest. @returns how many were found */
export async function foldOldest(database: Database, fact: FactName, most = mostFolded): Promise<number> {
  const oldest = await database.query(oldestDeltas(fact, most), deltaKey)
  const isBehind = fact === 'watch' && oldest.length === most
  const keys = isBehind ? await database.query(deltasOfTheirUsers(most), deltaKey) : oldest
  if (keys.length > 0)
    await database.sqlTransaction(async (_client, query) => {
      if (fact !== 'viewer') return void (await query(foldOf(fact, keys), z.unknown()))
      const days = await query(foldOf(fact, keys, daysGone), z.object({ day_start: z.string() }))
      await remakeViewerDays(
        query,
        days.map(({ day_start }) => day_start),
      )
    })
  return keys.length
}

function oldestDeltas(fact: FactName, most: number): Prisma.Sql {
  return Prisma.sql`
    SELECT d.minute::TEXT AS minute, d.shard::TEXT AS shard, d.delta_id::TEXT AS delta_id
    FROM ${pendingDeltas(fact)}
    ORDER BY d.minute, d.shard, d.delta_id LIMIT ${most}::INT8`
}

/**
 * Watches of one user are folded together where more are pending than one fold takes: their other deltas and their watches are counted in
 * each fold that has one of theirs. Oldest first, a fold that is behind would count ever more for each delta, and never catch up.
 */
function deltasOfTheirUsers(most: number): Prisma.Sql {
  return Prisma.sql`
    SELECT a.minute::TEXT AS minute, a.shard::TEXT AS shard, a.delta_id::TEXT AS delta_id
    FROM (
      SELECT DISTINCT o.user_id FROM (
        SELECT d.user_id FROM ${pendingDeltas('watch')} ORDER BY d.minute, d.shard, d.delta_id LIMIT ${most}::INT8
      ) AS o
    ) AS u
    JOIN watch_deltas AS a ON a.user_id = u.user_id
    ORDER BY a.user_id, a.minute, a.shard, a.delta_id LIMIT ${most}::INT8`
}

/**
 * One statement deletes the deltas that are named, and adds those that were still there to every rollup of their fact. It reads no others
 * but those of the same users and days, and these users' watches, so that writers go on beside it, and of two programs that fold the same none counts twice.
 */
function foldOf(
  fact: FactName,
  keys: readonly DeltaKey[],
  answer = Prisma.sql`SELECT COUNT(*)::INT8 AS folded FROM gone`,
): Prisma.Sql {
  const columns = Prisma.raw(
    [...facts[fact].keys, ...facts[fact].measures].map((column) => `d.${column}`).join(', '),
  )
  const gone = Prisma.sql`gone`
  const additions = [
    ...rollupNames
      .filter((name) => rollups[name].fact === fact)
      .map((name) => addTo(name, summed(name, gone))),
    ...(fact === 'watch'
      ? [addCohortWatches(gone), ...activeUserGrains.map((grain) => addActiveUserChanges(grain, gone))]
      : []),
  ]
  return Prisma.sql`
    WITH gone AS (
      DELETE FROM ${deltaTable(fact)} AS d
      WHERE (d.minute, d.shard, d.delta_id) IN (
        SELECT k.minute, k.shard, k.delta_id
        FROM unnest(
          ${keys.map(({ minute }) => minute)}::TIMESTAMPTZ[], ${keys.map(({ shard }) => shard)}::INT2[],
          ${keys.map(({ delta_id }) => delta_id)}::INT8[]
        ) AS k (minute, shard, delta_id))
      RETURNING ${columns}
    ), ${Prisma.join(
      additions.map(
        (addition, at) => Prisma.sql`${Prisma.raw(`added_${at}`)} AS (${addition} RETURNING 1 AS one)`,
      ),
    )}
    ${answer}`
}

/** So far behind now that writes under way rarely stand before it, who would be run again. */
const boundMinutes = 2

/** Moves each fact's bound to two minutes ago, so that readers begin behind what was deleted; leaves it where a delta still stands before that. */
export async function moveBounds(database: Database): Promise<void> {
  for (const fact of factNames)
    await database.sqlTransaction(async (_client, query) => {
      await query(
        boundMoved(
          fact,
          Prisma.sql`date_trunc('minute', now()) - ${Prisma.raw(`INTERVAL '${boundMinutes} minutes'`)}`,
        ),
        z.never(),
      )
    })
}

/** @param to where to, if no delta stands before it */
export function boundMoved(fact: FactName, to: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    UPDATE delta_bounds AS b SET minute = ${to}
    WHERE b.fact = ${Prisma.raw(`'${fact}'`)} AND b.minute < ${to}
      AND NOT EXISTS (SELECT 1 FROM ${deltaTable(fact)} AS d WHERE d.minute >= b.minute AND d.minute < ${to})`
}
