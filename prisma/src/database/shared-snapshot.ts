import { z } from 'zod'
import { Prisma } from '../generated/client.ts'
import type { Query, ReadOnlyDatabase } from './database.ts'
import { databaseFault } from './database-fault.ts'

const nothing = z.unknown()
const moment = z.object({ as_of: z.date() })

/**
 * Reads of one committed state for work that asks many questions at once, such as a page: they wait for each other on one connection.
 * A statement that fails fails alone, the others go on. Where the database asks for the transaction anew, all of the work is run again; it must
 * have no side effect.
 * @param work told the moment whose state it sees
 * @param work must wait for all that it asks
 */
export function inSharedSnapshot<T>(
  database: ReadOnlyDatabase,
  work: (shared: ReadOnlyDatabase, asOf: Date) => Promise<T>,
): Promise<T> {
  return database.snapshot(async (query, prepared) => {
    const [begun] = await query(Prisma.sql`SELECT now() AS as_of`, moment)
    await query(Prisma.sql`SAVEPOINT question`, nothing)
    let last: Promise<unknown> = Promise.resolve()
    let contention: unknown
    let ended = false
    const inTurn =
      (ask: Query): Query =>
      (sql, row) => {
        const answer = last.then(async () => {
          // The connection may be another's by now.
          if (ended) throw new Error('The snapshot that this was asked in has ended.')
          try {
            return await ask(sql, row)
          } catch (error) {
            if (databaseFault(error) === 'contention') contention ??= error
            // Nothing was written: going back only ends the state in which every other statement would fail.
            await query(Prisma.sql`ROLLBACK TO SAVEPOINT question`, nothing)
            throw error
          }
        })
        last = answer.catch(() => {})
        return answer
      }
    const shared = { query: inTurn(query), prepared: inTurn(prepared) }
    try {
      const result = await work(
        {
          ...shared,
          snapshot: (inner) => inner(shared.query, shared.prepared),
          close: async () => {},
        },
        begun?.as_of ?? new Date(),
      )
      if (contention !== undefined) throw contention
      return result
    } finally {
      ended = true
      await last
    }
  })
}
