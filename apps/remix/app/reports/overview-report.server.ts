import type { Granularity } from '../components/cards/revenue-card.tsx'
import { defined } from '../filters/chosen-filters.ts'
import type { Compared } from '../filters/periods.ts'
import type { Asking } from '../request/asking.ts'
import { cardData } from '../request/card-data.server.ts'
import { seriesBeside } from '../request/series/series-beside.server.ts'
import { seriesData } from '../request/series/series-data.server.ts'
import { unusualDays } from '../request/series/unusual-days.server.ts'

type Days = { start_date: string | undefined; end_date: string | undefined }

interface Asked {
  month: string | undefined
  genre: string | undefined
  days: Days
  granularity: Granularity
  comparison: Compared | undefined
}

/** What the overview shows, each card's answer apart from the others'. @param shown how much of it */
export async function overviewReport(
  asking: Asking,
  { month, genre, days, granularity, comparison }: Asked,
  shown: { titles: number; genres: number; alertDays: number },
) {
  const { analytics } = asking
  const [summary, plans, revenue, popular, topRated, genres, methods, weekly, truth, alerts, unusual] =
    await Promise.all([
      cardData(
        analytics.monthlySummary({
          ...defined({ month }),
          months: comparison?.by === 'year_before' ? 13 : 6,
        }),
      ),
      cardData(analytics.subscriptions()),
      seriesBeside(days, comparison, (period) =>
        seriesData(asking, period, {
          granularity,
          ask: (within, fill) => analytics.revenueTrends({ ...defined(within), granularity, fill }),
          dateOf: ({ date }) => date,
          hasHappened: ({ payments }) => payments > 0,
        }),
      ),
      cardData(
        month === undefined
          ? Promise.resolve([])
          : analytics.popularContentOverTime({ month, ...defined({ genre }), limit: shown.titles }),
      ),
      cardData(analytics.topContent({ ...defined({ genre }), limit: shown.titles })),
      cardData(analytics.watchHistoryGenre({ ...defined(days), limit: shown.genres })),
      cardData(analytics.paymentMethodDistribution(defined(days))),
      seriesBeside(days, comparison, (period) =>
        seriesData(asking, period, {
          granularity: 'week',
          ask: (within, fill) => analytics.paymentsTrend({ ...defined(within), fill }),
          dateOf: ({ week }) => week,
          hasHappened: ({ total_revenue }) => total_revenue !== 0,
        }),
      ),
      cardData(analytics.truth()),
      cardData(analytics.alerts({ days: shown.alertDays })),
      unusualDays(asking, granularity),
    ])
  return {
    summary,
    plans,
    revenue,
    popular,
    topRated,
    genres,
    methods,
    weekly,
    truth,
    alerts,
    unusual,
  }
}
