import type { Query } from '@streaming/db'
import { mostStatements, openTestDatabase } from '@streaming/db/testing'
import { expect, test } from 'vitest'
import { callerOf } from '../testing/index.ts'

const database = await openTestDatabase()
const texts = new Set<string>()
const prepared: Query = (sql, row) => {
  texts.add(sql.text)
  return database.prepared(sql, row)
}
const { analytics } = callerOf({ ...database, prepared })

/** Each of these with each of those, as one object. */
const each = <A extends object, B extends object>(these: A[], those: B[]): (A & B)[] =>
  these.flatMap((one) => those.map((other) => ({ ...one, ...other })))
const genres = [{}, { genre: 'Drama' }]
const types = [{}, { content_type: 'Film' }]
const plans = [{}, { plan: 'Basic' }]
const limits = [{ limit: 1 }, { limit: 10 }, { limit: 11 }]
const starts = [{}, { start_date: '2025-03-01' }, { start_date: '2025-03-05' }, { start_date: '2025-03-29' }]
const ends = [{}, { end_date: '2025-06-30' }, { end_date: '2025-06-14' }, { end_date: '2025-06-02' }]
const periods = each(starts, ends)
const granularities = (['day', 'week', 'month'] as const).map((granularity) => ({ granularity }))

test('all questions with all their filters are fewer statements than a connection keeps', async () => {
  for (const asked of each(
    each(each([{ month: '2025-03' }, { month: '3' }], genres), each(types, plans)),
    limits,
  ))
    await analytics.popularContentOverTime(asked)
  for (const asked of each(each(genres, types), limits)) await analytics.topContent(asked)
  for (const asked of each(each(granularities, periods), plans)) await analytics.revenueTrends(asked)
  for (const asked of each(periods, plans)) {
    await analytics.paymentsTrend(asked)
    await analytics.paymentMethodDistribution(asked)
  }
  for (const asked of each(each(periods, plans), types)) await analytics.watchHistoryGenre(asked)
  for (const asked of each(each(periods, genres), limits)) await analytics.popularContentTrend(asked)
  for (const asked of each(periods, plans)) {
    await analytics.recurringRevenue(asked)
    await analytics.mrrMovements(asked)
    await analytics.customerMovements(asked)
    await analytics.customerChurn(asked)
    await analytics.lifetimeValue(asked)
    for (const { granularity } of granularities) {
      await analytics.failedCharges({ ...asked, granularity })
      await analytics.refunds({ ...asked, granularity })
      await analytics.trialConversion({ ...asked, granularity })
    }
  }
  for (const asked of periods) {
    await analytics.customersByPlan(asked)
    await analytics.customerChurn({ ...asked, preset: 'stripe' })
    await analytics.cohortRetention(asked)
    await analytics.customerSurvival(asked)
  }
  for (const { granularity } of granularities)
    for (const asked of each(periods, plans)) await analytics.viewingTrend({ ...asked, granularity })
  for (const asked of periods) {
    await analytics.concurrentViewers(asked)
    await analytics.activeUsers(asked)
    await analytics.activeUsers({ ...asked, granularity: 'day' })
    await analytics.titlePlans({ ...asked, content_id: '1' })
  }
  for (const month of [{}, { month: '2025-03' }]) {
    await analytics.hoursPerUser(month)
    for (const asked of plans) await analytics.usersAtRisk({ ...month, ...asked })
  }
  for (const asked of each(genres, types)) await analytics.catalogueHealth(asked)
  await analytics.titleCompletion({ content_id: '1' })
  await analytics.titleRatings({ content_id: '1' })
  await analytics.titleGenres({ content_id: '1' })
  await analytics.mrrForecast({})
  await analytics.subscriptions()
  await analytics.filterOptions()
  await analytics.monthlySummary({})
  // Beside them: whose key or session a request shows, and one title.
  const others = 3
  expect(texts.size).toBeGreaterThan(90)
  expect(texts.size + others).toBeLessThanOrEqual(mostStatements)
})
