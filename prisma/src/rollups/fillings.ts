import { z } from 'zod'
import type { Query } from '../database/database.ts'
import { type KeyRange, keyRanges } from '../database/key-ranges.ts'
import { Prisma } from '../generated/client.ts'
import { addTo, summed } from './rollup-statements.ts'
import { columnsOf, factOf, type RollupName, rollupNames, rollups } from './rollups.ts'
import {
  activeUserGrains,
  activeUsersCounted,
  activeUserTable,
  addActiveUsers,
} from './viewing/active-users.ts'
import { addViewerDays } from './viewing/viewer-days.ts'

/** How a rollup is filled from what it sums, all of it or a part. */
export interface Filling {
  /** The rollup's table. */
  name: string
  /** The statement that adds what `part`, a predicate over the facts `f`, makes of the rollup. */
  fill: (part: Prisma.Sql) => Prisma.Sql
  /** Parts that are all of it, each little enough for one transaction. */
  parts: (query: Query) => AsyncGenerator<Prisma.Sql>
  /** Whether no two parts have a key of the rollup in common, so that several can be filled at once. */
  isDisjoint: boolean
}

/** Titles or users whose facts make a part: some ten thousand rows of the tables or of the rollup. */
const titlesAtOnce = 20
const usersAtOnce = 500

/** Every rollup, those from which others are summed before these. */
export const fillings: readonly Filling[] = [
  ...rollupNames.map(fillingOf),
  ...activeUserGrains.map((grain) => ({
    name: activeUserTable(grain).table,
    fill: (part: Prisma.Sql) => addActiveUsers(grain, activeUsersCounted(grain, part)),
    parts: (query: Query) => parts('user_id', query),
    isDisjoint: false,
  })),
  // From the quarters, some thousands of which make a year.
  { name: 'viewer_days', fill: addViewerDays, parts: whole, isDisjoint: true },
]

function fillingOf(name: RollupName): Filling {
  const { finer } = rollups[name]
  const { base, filledFrom = base, readBy } = factOf(name)
  const { keys } = columnsOf(name)
  const rows = finer === undefined ? Prisma.sql`(${filledFrom})` : Prisma.raw(finer)
  // In the order of the key, so that what an answer reads lies together: a month of titles is 20 times fewer blocks.
  const byKey = Prisma.raw(keys.map((_, index) => index + 1).join(', '))
  return {
    name,
    fill: (part) => addTo(name, Prisma.sql`${summed(name, rows, part)} ORDER BY ${byKey}`),
    parts: (query) => (finer === undefined ? parts(readBy, query) : monthsOf(finer, query)),
    // Parts of a finer rollup are months of it.
    isDisjoint: finer === undefined ? keys.includes(readBy) : keys.includes('day') || keys.includes('month'),
  }
}

async function* whole(): AsyncGenerator<Prisma.Sql> {
  yield Prisma.sql`TRUE`
}

async function* parts(readBy: 'content_id' | 'user_id', query: Query): AsyncGenerator<Prisma.Sql> {
  const ranges =
    readBy === 'content_id'
      ? keyRanges(query, 'content', readBy, titlesAtOnce)
      : keyRanges(query, 'users', readBy, usersAtOnce)
  for await (const range of ranges) yield within(range, Prisma.raw(`f.${readBy}`))
}

function within({ after, to }: KeyRange, column: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`${column} > ${after}::INT8 AND ${column} <= ${to}::INT8`
}

/** A part a month that the rollup of days has rows of. */
async function* monthsOf(days: RollupName, query: Query): AsyncGenerator<Prisma.Sql> {
  const after = (day: string) =>
    query(
      Prisma.sql`
        SELECT date_trunc('month', MIN(f.day)::TIMESTAMP)::DATE::TEXT AS first,
          (date_trunc('month', MIN(f.day)::TIMESTAMP) + INTERVAL '1 month')::DATE::TEXT AS next
        FROM ${Prisma.raw(days)} AS f WHERE f.day >= ${day}::DATE`,
      z.object({ first: z.string().nullable(), next: z.string().nullable() }),
    )
  for (let from = '0001-01-01'; ; ) {
    const [month] = await after(from)
    if (!month?.first || !month.next) return
    yield Prisma.sql`f.day >= ${month.first}::DATE AND f.day < ${month.next}::DATE`
    from = month.next
  }
}
