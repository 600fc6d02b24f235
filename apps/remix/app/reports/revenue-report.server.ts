import { forecastMonths } from '../components/cards/revenue/forecast-card.tsx'
import type { Granularity } from '../components/cards/revenue-card.tsx'
import { defined } from '../filters/chosen-filters.ts'
import type { Compared } from '../filters/periods.ts'
import type { Asking } from '../request/asking.ts'
import { cardData } from '../request/card-data.server.ts'
import { seriesBeside } from '../request/series/series-beside.server.ts'
import { seriesData } from '../request/series/series-data.server.ts'
import { unusualDays } from '../request/series/unusual-days.server.ts'

type Days = { start_date: string | undefined; end_date: string | undefined }

/** What the page of revenue shows, each card's answer apart from the others'. */
export async function revenueReport(
  asking: Asking,
  { plan, ...days }: Days & { plan: string | undefined },
  granularity: Granularity,
  comparison: Compared | undefined,
) {
  const { analytics } = asking
  const ofPlan = (period: Partial<Days>) => defined({ plan, ...period })
  const byMonth = { granularity: 'month' as const, dateOf: ({ month }: { month: string }) => `${month}-01` }
  const byDate = { granularity: 'month' as const, dateOf: ({ date }: { date: string }) => date }
  const [recurring, movements, values, forecast, failed, refunded, revenue, methods, weekly, plans, alerts] =
    await Promise.all([
      seriesBeside(days, comparison, (period) =>
        seriesData(asking, period, {
          ...byMonth,
          ask: (within, fill) => analytics.recurringRevenue({ ...ofPlan(within), fill }),
          hasHappened: ({ customers }) => customers > 0,
        }),
      ),
      seriesBeside(days, comparison, (period) =>
        seriesData(asking, period, {
          ...byMonth,
          ask: (within, fill) => analytics.mrrMovements({ ...ofPlan(within), fill }),
          hasHappened: ({ start_mrr, end_mrr }) => start_mrr + end_mrr > 0,
        }),
      ),
      seriesBeside(days, comparison, (period) => cardData(analytics.lifetimeValue(ofPlan(period)))),
      cardData(analytics.mrrForecast({ months: forecastMonths })),
      seriesBeside(days, comparison, (period) =>
        seriesData(asking, period, {
          ...byDate,
          ask: (within, fill) => analytics.failedCharges({ ...ofPlan(within), fill }),
          hasHappened: ({ failed_charges }) => failed_charges > 0,
        }),
      ),
      seriesBeside(days, comparison, (period) =>
        seriesData(asking, period, {
          ...byDate,
          ask: (within, fill) => analytics.refunds({ ...ofPlan(within), fill }),
          hasHappened: ({ refunds }) => refunds > 0,
        }),
      ),
      seriesBeside(days, comparison, (period) =>
        seriesData(asking, period, {
          granularity,
          ask: (within, fill) => analytics.revenueTrends({ ...ofPlan(within), fill, granularity }),
          dateOf: ({ date }) => date,
          hasHappened: ({ payments }) => payments > 0,
        }),
      ),
      cardData(analytics.paymentMethodDistribution(ofPlan(days))),
      seriesBeside(days, comparison, (period) =>
        seriesData(asking, period, {
          granularity: 'week',
          ask: (within, fill) => analytics.paymentsTrend({ ...ofPlan(within), fill }),
          dateOf: ({ week }) => week,
          hasHappened: ({ total_revenue }) => total_revenue !== 0,
        }),
      ),
      cardData(analytics.subscriptions()),
      unusualDays(asking, granularity, { plan }),
    ])
  return {
    recurring,
    movements,
    values,
    forecast,
    failed,
    refunded,
    revenue,
    methods,
    weekly,
    plans,
    alerts,
  }
}
