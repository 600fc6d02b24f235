import { titlesRanked } from '../components/cards/viewing/title-ranking-card.tsx'
import type {
  Granularity,
  RankingOrder,
  ViewingFilters,
  ViewingMeasure,
} from '../components/cards/viewing/viewing-choices.ts'
import { defined } from '../filters/chosen-filters.ts'
import { type Comparison, comparisonOf } from '../filters/periods.ts'
import type { Asking } from '../request/asking.ts'
import { cardData } from '../request/card-data.server.ts'
import { seriesBeside } from '../request/series/series-beside.server.ts'
import { seriesData } from '../request/series/series-data.server.ts'
import { unusualDays } from '../request/series/unusual-days.server.ts'

interface Asked {
  filters: ViewingFilters
  measure: ViewingMeasure
  granularity: Granularity
  order: RankingOrder
  compare: Comparison
  zone: string
  /** First and last day of the data; undefined and null where there are none. */
  data: { first: string | undefined; last: string | null }
}

/** What the page about viewing shows, each card's answer apart from the others'. */
export async function viewingReport(asking: Asking, asked: Asked) {
  const { filters, measure, granularity, order, zone } = asked
  const { analytics } = asking
  const { start_date, end_date, ...words } = filters
  const period = { start_date, end_date }
  const days = defined(period)
  const { genre: _genre, ...withoutGenre } = words
  const comparison = comparisonOf(filters, asked.compare, asked.data)
  const ranking = {
    measure,
    order: comparison === undefined ? ('most' as const) : order,
    ...defined(words),
    ...(comparison === undefined ? days : { ...comparison.now, compare: comparison.by }),
  }
  const [trend, titles, hours, viewers, genres, alerts] = await Promise.all([
    seriesBeside(period, comparison, (of) =>
      seriesData(asking, of, {
        granularity,
        ask: (within, fill) =>
          analytics.viewingTrend({ ...defined(words), ...defined(within), granularity, fill }),
        dateOf: ({ date }) => date,
        hasHappened: ({ watches }) => watches > 0,
      }),
    ),
    cardData(analytics.titleRanking({ ...ranking, limit: titlesRanked })),
    cardData(analytics.viewingHours({ ...days, zone })),
    seriesData(asking, period, {
      granularity: 'day',
      ask: (within, fill) => analytics.concurrentViewers({ ...defined(within), fill }),
      dateOf: ({ date }) => date,
      hasHappened: ({ peak_viewers }) => peak_viewers > 0,
    }),
    cardData(analytics.watchHistoryGenre({ ...defined(withoutGenre), ...days })),
    unusualDays(asking, granularity, words),
  ])
  return {
    trend,
    titles,
    ranking,
    hours,
    viewers,
    genres,
    alerts,
  }
}
