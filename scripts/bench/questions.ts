import type { Database, Prisma } from '@streaming/db'
import { callProcedure, contextOf, routes } from '@streaming/trpc-router/testing'
import { type RawQuestion, rawAnswer } from './bare/raw-answers.ts'
import { type RawCustomerQuestion, rawCustomerAnswer } from './bare/raw-customer-answers.ts'

/** The questions, without filters and with those of theirs that change how they are answered. */

const dates = { start_date: '2025-03-05', end_date: '2026-02-14' }
const genre = { genre: 'Drama' }
const type = { content_type: 'Film' }
const plan = { plan: 'Basic' }
const few = { limit: 10 }
const march = { month: '2026-03' }

const asked: [RawQuestion, Record<string, string | number>][] = [
  ['subscriptions', {}],
  ['topContent', {}],
  ['topContent', genre],
  ['topContent', type],
  ['popularContentOverTime', march],
  ['popularContentOverTime', { ...march, ...genre }],
  ['popularContentOverTime', { ...march, ...type }],
  ['popularContentOverTime', { ...march, ...plan }],
  ['revenueTrends', {}],
  ['revenueTrends', { granularity: 'day' }],
  ['revenueTrends', { granularity: 'week', ...dates }],
  ['revenueTrends', plan],
  ['userStats', { user_id: '77' }],
  ['paymentsTrend', {}],
  ['paymentsTrend', dates],
  ['paymentsTrend', plan],
  ['watchHistoryGenre', {}],
  ['watchHistoryGenre', type],
  ['watchHistoryGenre', dates],
  ['watchHistoryGenre', plan],
  ['popularContentTrend', few],
  ['popularContentTrend', { ...few, ...genre }],
  ['popularContentTrend', { ...few, ...type }],
  ['popularContentTrend', { ...few, ...dates }],
  ['popularContentTrend', { ...few, ...plan }],
  ['paymentMethodDistribution', {}],
  ['paymentMethodDistribution', dates],
  ['paymentMethodDistribution', plan],
]

/** Of payments alone. Where there is no raw side, the filters are ones that the same rows of rollups answer. */
const askedOfCustomers: [
  RawCustomerQuestion | 'customerSurvival' | 'mrrForecast',
  Record<string, string | number>,
  'raw' | 'ours',
][] = [
  ['recurringRevenue', {}, 'raw'],
  ['recurringRevenue', { ...plan, ...dates }, 'ours'],
  ['mrrMovements', {}, 'raw'],
  ['mrrMovements', { ...plan, ...dates }, 'ours'],
  ['customerMovements', {}, 'raw'],
  ['customersByPlan', {}, 'raw'],
  ['customerChurn', {}, 'raw'],
  ['customerChurn', { preset: 'stripe' }, 'ours'],
  ['lifetimeValue', {}, 'raw'],
  ['cohortRetention', {}, 'raw'],
  ['customerSurvival', {}, 'ours'],
  ['mrrForecast', {}, 'ours'],
  ['failedCharges', {}, 'raw'],
  ['failedCharges', { granularity: 'day', ...plan }, 'ours'],
  ['refunds', {}, 'raw'],
  ['trialConversion', {}, 'raw'],
]

export interface Question {
  name: string
  filters: string
  /** Our answer, as REST and tRPC get it. */
  ask: () => Promise<unknown>
  /** The same by SQL on the tables of events; undefined where ours reads the same rows, or where other filters of the question are asked so. */
  askRaw: (() => Promise<unknown>) | undefined
}

export function questionsTo(database: Database): Question[] {
  return [
    ...asked.map(([name, input]) => questionTo(database, name, input, rawAnswer(name, input))),
    ...askedOfCustomers.map(([name, input, side]) =>
      questionTo(
        database,
        name,
        input,
        side === 'ours' || name === 'customerSurvival' || name === 'mrrForecast'
          ? undefined
          : rawCustomerAnswer(name),
      ),
    ),
  ]
}

function questionTo(
  database: Database,
  name: string,
  input: Record<string, string | number>,
  raw: Prisma.Sql | undefined,
): Question {
  const route = routes.find(({ procedure }) => procedure === `analytics.${name}`)
  if (route === undefined) throw new Error(`there is no question ${name}`)
  const context = contextOf(database)
  return {
    name,
    filters: Object.entries(input)
      .map(([key, value]) => `${key}=${value}`)
      .join(' '),
    ask: () => callProcedure(route, input, context),
    askRaw: raw === undefined ? undefined : async () => route.output.parse(await rowsOf(database, raw)),
  }
}

async function rowsOf(database: Database, sql: Prisma.Sql): Promise<unknown[]> {
  return (await database.execute(sql.text, [...sql.values])).rows
}
