import { filterOptions } from './analytics/filter-options.ts'
import { monthlySummary } from './analytics/monthly-summary.ts'
import { paymentMethodDistribution } from './analytics/payment-method-distribution.ts'
import { paymentsTrend } from './analytics/payments-trend.ts'
import { popularContentOverTime } from './analytics/popular-content-over-time.ts'
import { popularContentTrend } from './analytics/popular-content-trend.ts'
import { revenueTrends } from './analytics/revenue-trends.ts'
import { subscriptions } from './analytics/subscriptions.ts'
import { topContent } from './analytics/top-content.ts'
import { userStats } from './analytics/user-stats.ts'
import { watchHistoryGenre } from './analytics/watch-history-genre.ts'
import { apiKeys } from './operations/api-keys.ts'
import { auditTrail } from './operations/audit-trail.ts'
import { content } from './operations/content.ts'
import { payments } from './operations/payments.ts'
import { plans } from './operations/plans.ts'
import { reviews } from './operations/reviews.ts'
import { users } from './operations/users.ts'
import { watchHistory } from './operations/watch-history.ts'
import { modelStatus } from './recommendations/model-status.ts'
import { recommendations } from './recommendations/recommendations.ts'
import { similarContent } from './recommendations/similar-content.ts'
import { createCallerFactory, router } from './trpc.ts'

export const appRouter = router({
  analytics: router({
    subscriptions,
    topContent,
    popularContentOverTime,
    revenueTrends,
    userStats,
    paymentsTrend,
    watchHistoryGenre,
    popularContentTrend,
    paymentMethodDistribution,
    monthlySummary,
    filterOptions,
  }),
  plans,
  users,
  content,
  watchHistory,
  reviews,
  payments,
  apiKeys,
  auditTrail,
  recommendations: router({ forUser: recommendations, similar: similarContent, status: modelStatus }),
})

export type AppRouter = typeof appRouter
export const createCaller = createCallerFactory(appRouter)
/** The router, callable in process: what loaders use. */
export type Caller = ReturnType<typeof createCaller>
