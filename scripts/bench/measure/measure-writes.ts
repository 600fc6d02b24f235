import { type Database, foldDeltas, type Prisma, type Query, verifyRollups } from '@streaming/db'
import { admin, callerOf } from '@streaming/trpc-router/testing'
import { open } from '../engine.ts'
import { type Figure, times } from '../figure.ts'
import { startUntil } from '../programs.ts'
import { questionsTo } from '../questions.ts'
import { alternate, quantile, ratioOf, timed } from '../statistics.ts'

const rate = 2_000

/** P5: the answers' p95 while events are written, over idle, in turns. */
export async function measureUnderWrites(
  url: string,
  { asked, rounds }: { asked: number; rounds: number },
): Promise<Figure> {
  const database = await open(url)
  const questions = questionsTo(database)
  const p95 = async () => {
    const ms: number[] = []
    for (let n = 0; n < asked; n++) for (const { ask } of questions) ms.push(await timed(ask))
    return quantile(ms, 0.95)
  }
  const argument = JSON.stringify({ url, rate })
  const written: string[] = []
  const busy = async () => {
    const writer = await startUntil('scripts/bench/writer.ts', [argument], {}, /writing/)
    const measured = await p95()
    written.push(/rate (\d+)/.exec(await writer.stop())?.[1] ?? 'none')
    // Idle is with nothing left to fold, as a server leaves it within a second.
    await foldDeltas(database)
    await database.execute('VACUUM watch_deltas')
    return measured
  }
  const { median, least, most } = ratioOf(await alternate(rounds, busy, p95))
  await database.close()
  return {
    name: 'P5',
    what: `p95 of the answers while ${rate} events a second are written ÷ idle`,
    target: '≤ 1.5',
    measured: `${times(median)} (${times(least)}–${times(most)}; written: ${written.join(', ')} a second)`,
    met: median <= 1.5,
  }
}

/** Whether sums are exact after all that was written. */
export async function measureExactness(url: string): Promise<Figure> {
  const database = await open(url)
  const checks = await database.snapshot((query) => verifyRollups(query))
  await database.close()
  const differences = checks.reduce((sum, check) => sum + check.differences, 0)
  return {
    name: 'P5',
    what: 'differences that `npm run rollups:verify` finds after these writes',
    target: '0',
    measured: String(differences),
    met: differences === 0,
  }
}

/** P6: watches recorded a second by batches through the router, over the same without rollups, which are wrong after it. */
export async function measureIngest(
  url: string,
  { rounds, users, titles }: { rounds: number; users: number; titles: number },
): Promise<Figure> {
  const database = await open(url)
  const batch = 1_000
  let at = Date.UTC(2026, 3, 1)
  const recordWith = (target: Database) => {
    const { watchHistory } = callerOf(target, admin)
    return async () => {
      const items = Array.from({ length: batch }, (_, n) => ({
        user_id: String(((n * 104_729) % users) + 1),
        content_id: String(((n * 17) % titles) + 1),
        progress: 50,
        watched_on: new Date(at++).toISOString(),
      }))
      return batch / (await timed(() => watchHistory.createBatch({ items })))
    }
  }
  const ratio = ratioOf(await alternate(rounds, recordWith(database), recordWith(withoutDeltas(database))))
  await database.close()
  return {
    name: 'P6',
    what: 'watches recorded by batches through the router ÷ without rollups',
    target: '≥ .75',
    measured: `${times(ratio.median)} (${times(ratio.least)}–${times(ratio.most)})`,
    met: ratio.median >= 0.75,
  }
}

/** The same database, whose writes leave no deltas. */
function withoutDeltas(database: Database): Database {
  return {
    ...database,
    transaction: (work) =>
      database.transaction(({ prisma, query }) => {
        const emptied: Query = (sql, row) =>
          query(/INSERT INTO watch_deltas/.test(sql.text) ? noDeltas(sql) : sql, row)
        return work({ prisma, query: emptied })
      }),
  }
}

/** The statement whose deltas are of no rows, which the planner sees. */
function noDeltas(sql: Prisma.Sql): Prisma.Sql {
  const text = sql.text.replace('GROUP BY 1, 2, 3, 4', 'WHERE FALSE GROUP BY 1, 2, 3, 4')
  if (text === sql.text) throw new Error(`no deltas to leave out in ${sql.text}`)
  return Object.create(sql, { text: { value: text } })
}
