import type { Database, Prisma, Query } from '@streaming/db'
import { interactionsOf, trainRecommender } from '@streaming/recommender'
import { recommendedTitles } from '../../../packages/trpc-router/src/recommendations/serving/recommended-titles.ts'
import {
  readInteractions,
  type TrainingData,
} from '../../../packages/trpc-router/src/recommendations/training/read-interactions.ts'
import { open } from '../engine.ts'
import { type Figure, times } from '../figure.ts'
import { run } from '../programs.ts'
import { quantile } from '../statistics.ts'

/** What training costs, and how that grows. */
export async function measureTraining(
  url: string,
  { trainUsers, trainTitles }: { trainUsers: number; trainTitles: number },
): Promise<Figure[]> {
  const database = await open(url)
  const data = await readInteractions(database.query)
  await database.close()
  const half = trainingSeconds(data, trainUsers, trainTitles / 2)
  const whole = trainingSeconds(data, trainUsers, trainTitles)
  return [
    {
      name: 'R1',
      what: `training on ${trainTitles} titles and ${trainUsers} users, one core, with choosing and judging`,
      target: '≤ 60 s',
      measured: `${times(whole)} s`,
      met: whole <= 60,
    },
    {
      name: 'R1',
      what: 'the same on half of the titles; the inverse alone grows by 8',
      target: '',
      measured: `${times(half)} s, a growth of ${times(whole / half)}`,
      met: true,
    },
  ]
}

/** A service's own model: its training, which takes a minute and more, and a user's list in the database. */
export async function measureTrainedService(url: string, { asked }: { asked: number }): Promise<Figure[]> {
  const program = 'packages/trpc-router/src/recommendations/commands/main.ts'
  const trained = await run(program, ['train'], { DATABASE_URL: url })
  const ms = await servingMs(url, asked)
  const p99 = quantile(ms, 0.99)
  return [
    {
      name: 'R2',
      what: '`npm run recommend -- train` over the larger service, reading and writing too',
      target: '',
      measured: `${times(trained.seconds)} s, ${Math.round(trained.peakMiB)} MiB at most`,
      met: true,
    },
    {
      name: 'R3',
      what: `a user’s ten recommendations in the database, 99th percentile of ${asked} users`,
      target: '≤ 5 ms',
      measured: `${times(p99)} ms (median ${times(quantile(ms, 0.5))})`,
      met: p99 <= 5,
    },
  ]
}

/** Of the first titles and users of the data. */
function trainingSeconds({ interactions, features }: TrainingData, users: number, titles: number): number {
  const columns = { users: [] as number[], items: [] as number[], strengths: [] as number[] }
  for (let user = 0; user < users; user++)
    for (let at = interactions.starts[user] ?? 0; at < (interactions.starts[user + 1] ?? 0); at++) {
      const item = interactions.items[at] ?? 0
      if (item >= titles) continue
      columns.users.push(user)
      columns.items.push(item)
      columns.strengths.push(interactions.strengths[at] ?? 0)
    }
  const begin = performance.now()
  trainRecommender(interactionsOf(users, titles, columns), features.slice(0, titles), { seed: 1 })
  return (performance.now() - begin) / 1_000
}

/** What PostgreSQL itself says that the statement took, for users spread over all. */
async function servingMs(url: string, asked: number): Promise<number[]> {
  const database = await open(url)
  const { rows } = await database.execute('SELECT MAX(user_id)::FLOAT8 AS last FROM users')
  const last = Number(rows[0]?.last)
  const ms: number[] = []
  for (let n = 0; n < asked; n++)
    ms.push(await executionMs(database, String(1 + Math.floor((n * last) / asked))))
  await database.close()
  return ms
}

async function executionMs(database: Database, user_id: string): Promise<number> {
  const ran: Prisma.Sql[] = []
  const query: Query = (sql, row) => {
    ran.push(sql)
    return database.query(sql, row)
  }
  await recommendedTitles(query, { user_id, limit: 10 })
  const [sql] = ran
  if (sql === undefined) throw new Error('nothing was asked')
  const { rows } = await database.execute(`EXPLAIN (ANALYZE, TIMING OFF) ${sql.text}`, [...sql.values])
  return Number(/Execution Time: ([\d.]+)/.exec(String(rows.at(-1)?.['QUERY PLAN']))?.[1])
}
