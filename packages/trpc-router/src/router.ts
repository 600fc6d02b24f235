import { alerts } from './analytics/alerts/alerts.ts'
import { catalogueHealth } from './analytics/catalogue/catalogue-health.ts'
import { genreSupply } from './analytics/catalogue/genre-supply.ts'
import { releaseDecay } from './analytics/catalogue/release-decay.ts'
import { titleRanking } from './analytics/catalogue/title-ranking.ts'
import { topContent } from './analytics/catalogue/top-content.ts'
import { activeUsers } from './analytics/engagement/active-users.ts'
import { hoursPerUser } from './analytics/engagement/hours-per-user.ts'
import { userMonths } from './analytics/engagement/user-months.ts'
import { userTaste } from './analytics/engagement/user-taste.ts'
import { usersAtRisk } from './analytics/engagement/users-at-risk.ts'
import { filterOptions } from './analytics/overview/filter-options.ts'
import { monthlySummary } from './analytics/overview/monthly-summary.ts'
import { failedCharges } from './analytics/revenue/failed-charges.ts'
import { lifetimeValue } from './analytics/revenue/lifetime-value.ts'
import { mrrForecast } from './analytics/revenue/mrr-forecast.ts'
import { mrrMovements } from './analytics/revenue/mrr-movements.ts'
import { paymentMethodDistribution } from './analytics/revenue/payment-method-distribution.ts'
import { paymentsTrend } from './analytics/revenue/payments-trend.ts'
import { recurringRevenue } from './analytics/revenue/recurring-revenue.ts'
import { refunds } from './analytics/revenue/refunds.ts'
import { revenueTrends } from './analytics/revenue/revenue-trends.ts'
import { cohortRetention } from './analytics/subscribers/cohort-retention.ts'
import { customerChurn } from './analytics/subscribers/customer-churn.ts'
import { customerMovements } from './analytics/subscribers/customer-movements.ts'
import { customerSurvival } from './analytics/subscribers/customer-survival.ts'
import { customersByPlan } from './analytics/subscribers/customers-by-plan.ts'
import { subscriptions } from './analytics/subscribers/subscriptions.ts'
import { trialConversion } from './analytics/subscribers/trial-conversion.ts'
import { userStats } from './analytics/subscribers/user-stats.ts'
import { titleCompletion } from './analytics/titles/title-completion.ts'
import { titleGenres } from './analytics/titles/title-genres.ts'
import { titlePlans } from './analytics/titles/title-plans.ts'
import { titleRatings } from './analytics/titles/title-ratings.ts'
import { dataStatus } from './analytics/truth/data-status.ts'
import { truth } from './analytics/truth/truth.ts'
import { concurrentViewers } from './analytics/viewing/concurrent-viewers.ts'
import { popularContentOverTime } from './analytics/viewing/popular-content-over-time.ts'
import { popularContentTrend } from './analytics/viewing/popular-content-trend.ts'
import { viewingHours } from './analytics/viewing/viewing-hours.ts'
import { viewingTrend } from './analytics/viewing/viewing-trend.ts'
import { watchHistoryGenre } from './analytics/viewing/watch-history-genre.ts'
import { events } from './live/events.ts'
import { createCallerFactory, router } from './procedure/trpc.ts'
import { recommendations } from './recommendations/serving/recommendations.ts'
import { similarContent } from './recommendations/serving/similar-content.ts'
import { modelStatus } from './recommendations/training/model-status.ts'
import { apiKeys } from './resources/api-keys.ts'
import { auditTrail } from './resources/audit-trail.ts'
import { content } from './resources/content/content.ts'
import { operators } from './resources/operators.ts'
import { payments } from './resources/payments/payments.ts'
import { plans } from './resources/plans.ts'
import { reviews } from './resources/reviews.ts'
import { users } from './resources/users/users.ts'
import { watchHistory } from './resources/watch-history/watch-history.ts'

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
    recurringRevenue,
    mrrMovements,
    lifetimeValue,
    mrrForecast,
    failedCharges,
    refunds,
    trialConversion,
    customerMovements,
    customersByPlan,
    customerChurn,
    cohortRetention,
    customerSurvival,
    alerts,
    truth,
    dataStatus,
    viewingTrend,
    viewingHours,
    concurrentViewers,
    activeUsers,
    hoursPerUser,
    usersAtRisk,
    titleRanking,
    catalogueHealth,
    genreSupply,
    releaseDecay,
    titleCompletion,
    titleRatings,
    titleGenres,
    titlePlans,
    userMonths,
    userTaste,
  }),
  plans,
  users,
  content,
  watchHistory,
  reviews,
  payments,
  events,
  apiKeys,
  operators,
  auditTrail,
  recommendations: router({ forUser: recommendations, similar: similarContent, status: modelStatus }),
})

export type AppRouter = typeof appRouter
export const createCaller = createCallerFactory(appRouter)
/** The router, callable in process: what loaders use. */
export type Caller = ReturnType<typeof createCaller>
