import { forecastMonths } from '../components/cards/revenue/forecast-card.tsx'
import type { Granularity } from '../components/cards/revenue-card.tsx'
import { defined } from '../filters/chosen-filters.ts'
import type { Compared } from '../filters/periods.ts'
import type { Asking } from '../request/asking.ts'
import { cardData } from '../request/card-data.server.ts'
import { comparedSeries } from '../request/series/compared-series.ts'
import { seriesData } from '../request/series/series-data.server.ts'
import { unusualDays } from '../request/series/unusual-days.server.ts'

type Filters = {
  start_date: string | undefined
  end_date: string | undefined
  plan: string | undefined
}

/** What the page of revenue shows, each card's answer apart from the others'. */
export async function revenueReport(
  asking: Asking,
  filters: Filters,
  granularity: Granularity,
  comparison: Compared | undefined,
) {
  const { analytics } = asking
  const input = defined(filters)
  const narrowed = (period: Partial<Filters>, fill: boolean) => ({ ...input, ...defined(period), fill })
  const byMonth = { granularity: 'month' as const, dateOf: ({ month }: { month: string }) => `${month}-01` }
  const byDate = { granularity: 'month' as const, dateOf: ({ date }: { date: string }) => date }
  const revenueOf = (period: Pick<Filters, 'start_date' | 'end_date'>) =>
    seriesData(asking, period, {
      granularity,
      ask: (within, fill) => analytics.revenueTrends({ ...narrowed(within, fill), granularity }),
      dateOf: ({ date }) => date,
      hasHappened: ({ payments }) => payments > 0,
    })
  const [
    recurring,
    movements,
    values,
    forecast,
    failed,
    refunded,
    revenue,
    before,
    methods,
    weekly,
    plans,
    alerts,
  ] = await Promise.all([
    seriesData(asking, filters, {
      ...byMonth,
      ask: (period, fill) => analytics.recurringRevenue(narrowed(period, fill)),
      hasHappened: ({ customers }) => customers > 0,
    }),
    seriesData(asking, filters, {
      ...byMonth,
      ask: (period, fill) => analytics.mrrMovements(narrowed(period, fill)),
      hasHappened: ({ start_mrr, end_mrr }) => start_mrr + end_mrr > 0,
    }),
    cardData(analytics.lifetimeValue(input)),
    cardData(analytics.mrrForecast({ months: forecastMonths })),
    seriesData(asking, filters, {
      ...byDate,
      ask: (period, fill) => analytics.failedCharges(narrowed(period, fill)),
      hasHappened: ({ failed_charges }) => failed_charges > 0,
    }),
    seriesData(asking, filters, {
      ...byDate,
      ask: (period, fill) => analytics.refunds(narrowed(period, fill)),
      hasHappened: ({ refunds }) => refunds > 0,
    }),
    revenueOf(comparison?.now ?? filters),
    comparison === undefined ? undefined : revenueOf(comparison.before),
    cardData(analytics.paymentMethodDistribution(input)),
    seriesData(asking, filters, {
      granularity: 'week',
      ask: (period, fill) => analytics.paymentsTrend(narrowed(period, fill)),
      dateOf: ({ week }) => week,
      hasHappened: ({ total_revenue }) => total_revenue !== 0,
    }),
    cardData(analytics.subscriptions()),
    unusualDays(asking, granularity, { plan: filters.plan }),
  ])
  const compared = comparedSeries(comparison, before)
  return {
    recurring,
    movements,
    values,
    forecast,
    failed,
    refunded,
    revenue,
    compared,
    methods,
    weekly,
    plans,
    alerts,
  }
}
