import { z } from 'zod'
import type { Query } from '../database/database.ts'
import { Prisma } from '../generated/client.ts'
import { deltasOf } from './deltas/delta-tables.ts'
import { viewerDeltas } from './deltas/deltas.ts'
import { came, went } from './deltas/row-change.ts'
import { facts } from './facts.ts'
import { addTo, summed } from './rollup-statements.ts'
import { rollupNames, rollups, type TitleWords } from './rollups.ts'
import { addCohortWatches } from './viewing/cohort-watch-rows.ts'

const nothing = z.never()

/**
 * For a title of which something changes that rollups take from it, or that goes: moves what was summed by it so far, in the
 * transaction of that change. What is not folded yet takes its words from the title's row, as it is when it is folded or read.
 * @param to its words from now on; undefined for a title that goes, of which no watch is left
 */
export async function moveTitle(
  query: Query,
  contentId: string,
  from: TitleWords,
  to: TitleWords | undefined,
): Promise<void> {
  const changes = (fields: readonly (keyof TitleWords)[] = []) =>
    fields.some((field) => to === undefined || from[field] !== to[field])
  for (const name of rollupNames) {
    const { titled, finer } = rollups[name]
    if (!changes(titled)) continue
    const folded = finer === undefined ? foldedWatches(contentId) : foldedDays(contentId)
    await query(addTo(name, summed(name, folded(-1), undefined, asTitle(from))), nothing)
    if (to !== undefined) await query(addTo(name, summed(name, folded(1), undefined, asTitle(to))), nothing)
  }
  if (!changes(['runtime_minutes'])) return
  await query(addCohortWatches(foldedWatches(contentId)(-1), asTitle(from)), nothing)
  if (to === undefined) return
  await query(addCohortWatches(foldedWatches(contentId)(1), asTitle(to)), nothing)
  const rows = Prisma.sql`(SELECT w.content_id, w.watched_on, w.progress FROM watchhistory AS w WHERE w.content_id = ${contentId}::INT8)`
  const timed = ({ runtime_minutes }: TitleWords) =>
    Prisma.sql`(SELECT ${contentId}::INT8 AS content_id, ${runtime_minutes}::INT4 AS runtime_minutes)`
  await query(viewerDeltas([went(rows)], timed(from)), nothing)
  await query(viewerDeltas([came(rows)], timed(to)), nothing)
}

function asTitle({ genre, content_type, runtime_minutes, released_on }: TitleWords): Prisma.Sql {
  return Prisma.sql`(
    SELECT ${genre}::TEXT AS genre, ${content_type}::TEXT AS content_type, ${runtime_minutes}::INT4 AS runtime_minutes,
      ${released_on}::DATE AS released_on)`
}

const measures = facts.watch.measures

function signed(sign: 1 | -1): Prisma.Sql {
  return Prisma.raw(measures.map((measure) => `${sign} * ${measure} AS ${measure}`).join(', '))
}

/** Facts of the title that are in rollups, by day and plan. */
function foldedDays(contentId: string): (sign: 1 | -1) => Prisma.Sql {
  return (sign) => Prisma.sql`(
    SELECT day, content_id, subscription_id, ${signed(sign)} FROM watch_title_days WHERE content_id = ${contentId}::INT8)`
}

/** The same by hour and user: its watches, less those whose deltas are not folded yet. */
function foldedWatches(contentId: string): (sign: 1 | -1) => Prisma.Sql {
  return (sign) => Prisma.sql`(
    SELECT day, quarter, user_id, content_id, subscription_id, ${signed(sign)}
    FROM (${facts.watch.base} WHERE w.content_id = ${contentId}::INT8) AS b
    UNION ALL
    SELECT day, quarter, user_id, content_id, subscription_id, ${signed(sign === 1 ? -1 : 1)}
    FROM ${deltasOf('watch')} AS d WHERE d.content_id = ${contentId}::INT8)`
}
