import type pg from 'pg'
import { z } from 'zod'
import type { Database, Query } from '../database/database.ts'
import { forEachAtOnce } from '../database/for-each-at-once.ts'
import { holdingRebuildLease } from '../database/lease.ts'
import { Prisma } from '../generated/client.ts'
import { OperatorError } from '../program/operator-error.ts'
import { deltaTable } from './deltas/delta-tables.ts'
import { factNames } from './facts.ts'
import { fillings } from './fillings.ts'
import type { OnRollup } from './rebuild.ts'

const nothing = z.never()

/** Connections that work on parts at the same time, of the ten that a program has. */
export const partsAtOnce = 4

/** What work in parts is done with. Each of it throws an OperatorError when another program has taken over. */
export interface Parts {
  /** One part, a serializable transaction. */
  part<T>(work: (client: pg.ClientBase, query: Query) => Promise<T>): Promise<T>
  /** Asked before a statement that no transaction holds, such as TRUNCATE. */
  requireOurs(): Promise<void>
  /** Makes every rollup anew from the tables. */
  makeRollups(onRollup?: OnRollup): Promise<void>
}

/**
 * Work on the tables of the service that is too large for one transaction, as CockroachDB asks for, which gives up transactions that take
 * minutes. One program at a time does it. From its beginning to its end `halfLoaded` tells that sums are not whole; work that did not
 * end is told so until other work ends.
 * @throws OperatorError after two minutes of waiting for another program's work
 */
export function workInParts(database: Database, work: (parts: Parts) => Promise<void>): Promise<void> {
  return holdingRebuildLease(database, async (builder) => {
    const requireOurs = async (query: Query) => {
      const rows = await query(
        Prisma.sql`SELECT builder FROM rollup_state WHERE builder = ${builder}`,
        z.unknown(),
      )
      if (rows.length === 0)
        throw new OperatorError(
          'Another program has begun to load or to rebuild since this one did, and goes on; this one was given up.',
        )
    }
    const parts: Parts = {
      part: (partOf) =>
        database.sqlTransaction(async (client, query) => {
          await requireOurs(query)
          await query(Prisma.sql`SET LOCAL statement_timeout = 0`, nothing)
          return partOf(client, query)
        }),
      requireOurs: () => requireOurs(database.query),
      makeRollups: (onRollup) => makeRollups(database, parts, onRollup),
    }
    await database.execute('UPDATE rollup_state SET builder = $1, is_whole = FALSE WHERE id = 1', [builder])
    await work(parts)
    await parts.part(async (_client, query) => {
      await query(Prisma.sql`UPDATE rollup_state SET is_whole = TRUE WHERE builder = ${builder}`, nothing)
    })
  })
}

async function makeRollups(database: Database, parts: Parts, onRollup: OnRollup = () => {}): Promise<void> {
  const tables = [...fillings.map(({ name }) => name), ...factNames.map((fact) => deltaTable(fact).sql)]
  await parts.requireOurs()
  // Not by DELETE: what is deleted would stand in the way of every answer for hours.
  await database.execute(`TRUNCATE TABLE ${tables.join(', ')}`)
  for (const [done, { name, fill, parts: each, isDisjoint }] of fillings.entries()) {
    onRollup(name, done, fillings.length)
    await forEachAtOnce(each(database.query), isDisjoint ? partsAtOnce : 1, (part) =>
      parts.part(async (_client, query) => {
        await query(fill(part), nothing)
      }),
    )
  }
}
