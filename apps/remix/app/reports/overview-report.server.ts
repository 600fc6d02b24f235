import type { AppLoadContext } from '@remix-run/node'
import type { Granularity } from '../components/cards/revenue-card.tsx'
import { defined } from '../filters/chosen-filters.ts'
import { cardData } from '../request/card-data.server.ts'
import { seriesData } from '../request/series-data.server.ts'
import { unusualDays } from '../request/unusual-days.server.ts'

/** What the overview shows, each card's answer apart from the others'. @param shown how much of it */
export async function overviewReport(
  context: AppLoadContext,
  { month, genre }: { month: string | undefined; genre: string | undefined },
  granularity: Granularity,
  shown: { titles: number; genres: number; alertDays: number },
) {
  const { analytics } = context.caller
  const [summary, plans, revenue, popular, topRated, genres, methods, weekly, truth, alerts, unusual] =
    await Promise.all([
      cardData(analytics.monthlySummary(defined({ month }))),
      cardData(analytics.subscriptions()),
      seriesData(
        context,
        {},
        {
          granularity,
          ask: (period, fill) => analytics.revenueTrends({ ...defined(period), granularity, fill }),
          dateOf: ({ date }) => date,
          hasHappened: ({ payments }) => payments > 0,
        },
      ),
      cardData(
        month === undefined
          ? Promise.resolve([])
          : analytics.popularContentOverTime({ month, ...defined({ genre }), limit: shown.titles }),
      ),
      cardData(analytics.topContent({ ...defined({ genre }), limit: shown.titles })),
      cardData(analytics.watchHistoryGenre({ limit: shown.genres })),
      cardData(analytics.paymentMethodDistribution({})),
      seriesData(
        context,
        {},
        {
          granularity: 'week',
          ask: (period, fill) => analytics.paymentsTrend({ ...defined(period), fill }),
          dateOf: ({ week }) => week,
          hasHappened: ({ total_revenue }) => total_revenue !== 0,
        },
      ),
      cardData(analytics.truth()),
      cardData(analytics.alerts({ days: shown.alertDays })),
      unusualDays(context, granularity),
    ])
  return { summary, plans, revenue, popular, topRated, genres, methods, weekly, truth, alerts, unusual }
}
