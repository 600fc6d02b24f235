import type { AppLoadContext } from '@remix-run/node'
import type { Granularity } from '../components/cards/viewing/viewing-choices.ts'
import { defined } from '../filters/chosen-filters.ts'
import { cardData } from '../request/card-data.server.ts'
import { seriesData } from '../request/series/series-data.server.ts'

/** What a title’s page shows to those who may see reports. */
export async function titleReport(
  context: AppLoadContext,
  content_id: string,
  period: { start_date?: string; end_date?: string },
  granularity: Granularity,
) {
  const { analytics } = context.caller
  const [trend, plans, genres, completion] = await Promise.all([
    seriesData(context, period, {
      granularity,
      ask: (within, fill) => analytics.viewingTrend({ content_id, ...defined(within), granularity, fill }),
      dateOf: ({ date }) => date,
      hasHappened: ({ watches }) => watches > 0,
    }),
    cardData(analytics.titlePlans({ content_id })),
    cardData(analytics.titleGenres({ content_id })),
    cardData(analytics.titleCompletion({ content_id })),
  ])
  return { trend, plans, genres, completion }
}
