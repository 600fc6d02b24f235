import type { Database, Query } from '@streaming/db'
import { createService } from '@streaming/trpc-router/server'
import { callerOf } from '@streaming/trpc-router/testing'
import type { Statement } from '../bare/statement.ts'
import { open } from '../engine.ts'
import { type Figure, times } from '../figure.ts'
import { run, startUntil } from '../programs.ts'
import { requestRate } from '../request-rate.ts'
import { alternate, ratioOf } from '../statistics.ts'
import { overviewBatch } from './overview-batch.ts'

/** P1, P3, P10: what HTTP, the router and the pages cost. */
export async function measureHttp(
  url: string,
  { rounds, seconds, warmUpSeconds }: { rounds: number; seconds: number; warmUpSeconds: number },
): Promise<Figure[]> {
  const environment = {
    DATABASE_URL: url,
    PORT: '0',
    HOST: '127.0.0.1',
    RATE_LIMIT: '0',
    TRAIN_EVERY_HOURS: '0',
    LOG_LEVEL: 'silent',
    NODE_ENV: 'production',
    SESSION_SECRET: 'for the benchmark alone, of no use elsewhere',
  }
  const made = await run(
    'packages/trpc-router/src/identity/main.ts',
    ['create-key', '--name', `bench-${Date.now()}`, '--role', 'analyst'],
    environment,
  )
  const headers = { authorization: `Bearer ${made.out.trim()}` }
  const ours = await startUntil('apps/remix/build/program/server.js', [], environment, /Dashboard +(http\S+)/)
  const base = ours.match[1] ?? ''
  const statements = await statementsOf(url, headers.authorization)
  const bare = await startUntil(
    'scripts/bench/bare/bare-server.ts',
    [JSON.stringify({ url, statements })],
    {},
    /"port":(\d+)/,
  )
  const bareBase = `http://127.0.0.1:${bare.match[1]}`
  const compare = async (a: string, b: string, from = base) =>
    ratioOf(
      await alternate(
        rounds,
        () => requestRate(base + a, headers, seconds),
        () => requestRate(from + b, headers, seconds),
      ),
    )
  const trpcQuestion = `/trpc/analytics.popularContentOverTime?input=${encodeURIComponent(JSON.stringify(asks))}`
  await warmUp(
    [row, list, question, longer, longest].flatMap((path) => [base + path, bareBase + path]),
    headers,
    warmUpSeconds,
  )
  const figures = [
    figure(
      'P1',
      'REST ÷ bare node:http and pg: popular titles of a month on a plan',
      0.9,
      await compare(question, question, bareBase),
    ),
    figure(
      'P1',
      'the same, which takes PostgreSQL longer: revenue by week between two days',
      0.9,
      await compare(longer, longer, bareBase),
    ),
    figure(
      'P1',
      'the same, which takes it still longer: a genre’s most watched title of each month',
      0.9,
      await compare(longest, longest, bareBase),
    ),
    figure('P1', 'REST ÷ bare node:http and pg: one title', 0.35, await compare(row, row, bareBase)),
    figure('P1', 'the same: a list of 50 users', 0.35, await compare(list, list, bareBase)),
  ]
  await warmUp(
    [trpcQuestion, '/', overviewBatch(), userStats, topContent].map((path) => base + path),
    headers,
    warmUpSeconds,
  )
  figures.push(
    figure(
      'P3',
      'tRPC ÷ REST: popular titles of a month on a plan',
      0.7,
      await compare(trpcQuestion, question),
    ),
    figure(
      'P3',
      'one user’s watches and payments ÷ top-rated titles, both over REST',
      0.33,
      await compare(userStats, topContent),
    ),
    figure(
      'P10',
      'overview as HTML ÷ its data as JSON, in one request',
      0.5,
      await compare('/', overviewBatch()),
    ),
  )
  await ours.stop()
  await bare.stop()
  return figures
}

/**
 * All that is measured is asked for a while first. Compilers of JavaScript wait until code has run often, and ours is more than
 * the bare server's: after a start a question took three times as much of its time as after some ten thousand requests.
 */
async function warmUp(
  urls: readonly string[],
  headers: Readonly<Record<string, string>>,
  seconds: number,
): Promise<void> {
  for (const url of urls) await requestRate(url, headers, seconds)
}

const question = '/api/popular-content-over-time?month=2026-03&plan=Basic'
const asks = { month: '2026-03', plan: 'Basic' }
const period = { start_date: '2025-03-05', end_date: '2026-02-14' }
const longer = `/api/payments-trend?${new URLSearchParams(period)}`
const longest = '/api/popular-content-trend?genre=Drama&limit=1'
const row = '/api/content/7'
const list = '/api/users?limit=50'
const userStats = '/api/user-stats/77?limit=10'
const topContent = '/api/top-content'

type Statements = Record<string, Statement[]>

/** The very SQL that a request runs, by path: whose key it shows, then the answer; prepared where ours is. */
async function statementsOf(url: string, authorization: string): Promise<Statements> {
  const database = await open(url)
  const statements: Statements = {}
  let prepared = 0
  const record = async (path: string, ask: (caller: ReturnType<typeof callerOf>) => Promise<unknown>) => {
    const ran: Statements[string] = []
    statements[path] = ran
    const query: Query = (sql, schema) => {
      ran.push({ text: sql.text, values: [...sql.values] })
      return database.query(sql, schema)
    }
    const recordPrepared: Query = (sql, schema) => {
      ran.push({ text: sql.text, values: [...sql.values], name: `question_${++prepared}` })
      return database.prepared(sql, schema)
    }
    const recording: Database = {
      ...database,
      query,
      prepared: recordPrepared,
      snapshot: (work) => work(query, recordPrepared),
    }
    const log = { error: () => {} }
    await createService(recording, 'credentials', log).identify({ authorization }, 'bench')
    await ask(callerOf(recording))
  }
  await record(question, ({ analytics }) => analytics.popularContentOverTime(asks))
  await record(longer, ({ analytics }) => analytics.paymentsTrend(period))
  await record(longest, ({ analytics }) => analytics.popularContentTrend({ genre: 'Drama', limit: 1 }))
  // What Prisma Client reads, as somebody would write it by hand; after the look-up of the key.
  const [identity] = statements[question] ?? []
  if (identity === undefined) throw new Error('a request shows a key')
  statements[row] = [
    identity,
    { text: 'SELECT * FROM content WHERE content_id = $1', values: ['7'], name: 'title' },
  ]
  statements[list] = [
    identity,
    {
      text: `SELECT u.user_id, u.name, u.email, u.subscription_id, s.name AS subscription
        FROM users AS u JOIN subscriptions AS s ON s.subscription_id = u.subscription_id ORDER BY u.user_id LIMIT $1`,
      values: [51],
      name: 'users',
    },
  ]
  await database.close()
  return statements
}

function figure(
  name: string,
  what: string,
  least: number,
  { median, least: from, most }: ReturnType<typeof ratioOf>,
): Figure {
  return {
    name,
    what,
    target: `≥ ${least}`,
    measured: `${times(median)} (${times(from)}–${times(most)})`,
    met: Number(median.toFixed(2)) >= least,
  }
}
