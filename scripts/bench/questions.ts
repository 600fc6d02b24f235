import type { Database, Prisma } from '@streaming/db'
import { callProcedure, contextOf, routes } from '@streaming/trpc-router/testing'
import { type RawQuestion, rawAnswer } from './bare/raw-answers.ts'
import { type RawCustomerQuestion, rawCustomerAnswer } from './bare/raw-customer-answers.ts'
import { type RawViewingQuestion, rawViewingAnswer } from './bare/raw-viewing-answers.ts'

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

const compared = { compare: 'previous', start_date: '2026-01-01', end_date: '2026-03-31' }
const title = { content_id: '7' }

/** Of watches. */
const askedOfViewing: [
  RawViewingQuestion | 'releaseDecay' | 'titleGenres' | 'userMonths' | 'userTaste',
  Record<string, string | number>,
  'raw' | 'ours',
][] = [
  ['viewingTrend', {}, 'raw'],
  ['viewingTrend', { granularity: 'day', ...genre }, 'ours'],
  ['viewingTrend', { granularity: 'week', ...plan, ...dates }, 'ours'],
  ['viewingTrend', { granularity: 'day', ...title }, 'ours'],
  ['viewingHours', { zone: 'Europe/Berlin' }, 'raw'],
  ['viewingHours', { zone: 'Asia/Kathmandu', ...dates }, 'ours'],
  ['concurrentViewers', {}, 'raw'],
  ['concurrentViewers', dates, 'ours'],
  ['activeUsers', {}, 'raw'],
  ['activeUsers', { granularity: 'day', ...dates }, 'ours'],
  ['hoursPerUser', march, 'raw'],
  ['usersAtRisk', march, 'raw'],
  ['titleRanking', { measure: 'hours' }, 'raw'],
  ['titleRanking', { measure: 'completion_rate', ...plan, ...dates }, 'ours'],
  ['titleRanking', { measure: 'hours', order: 'gained', ...compared }, 'ours'],
  ['catalogueHealth', {}, 'raw'],
  ['genreSupply', {}, 'raw'],
  ['releaseDecay', {}, 'ours'],
  ['titleCompletion', title, 'raw'],
  ['titleGenres', title, 'ours'],
  ['titlePlans', title, 'raw'],
  ['userMonths', { user_id: '77' }, 'ours'],
  ['userTaste', { user_id: '77' }, 'ours'],
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
    ...askedOfViewing.map(([name, input, side]) =>
      questionTo(
        database,
        name,
        input,
        side === 'ours' ||
          name === 'releaseDecay' ||
          name === 'titleGenres' ||
          name === 'userMonths' ||
          name === 'userTaste'
          ? undefined
          : rawViewingAnswer(name, input),
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
    askRaw:
      raw === undefined
        ? undefined
        : async () => route.output.parse(answerOf(name, await rowsOf(database, raw))),
  }
}

/** The catalogue’s health is one row. */
function answerOf(name: string, rows: unknown[]): unknown {
  return name === 'catalogueHealth' ? rows[0] : rows
}

async function rowsOf(database: Database, sql: Prisma.Sql): Promise<unknown[]> {
  return (await database.execute(sql.text, [...sql.values])).rows
}
