import type { MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { GenresCard } from '../components/cards/genres-card.tsx'
import { MonthlyTitlesCard } from '../components/cards/monthly-titles-card.tsx'
import { PopularCard } from '../components/cards/popular-card.tsx'
import { ConcurrentViewersCard } from '../components/cards/viewing/concurrent-viewers-card.tsx'
import { TitleRankingCard } from '../components/cards/viewing/title-ranking-card.tsx'
import { granularityChoice, measureChoice, orderChoice } from '../components/cards/viewing/viewing-choices.ts'
import { ViewingHoursCard } from '../components/cards/viewing/viewing-hours-card.tsx'
import { ViewingTrendCard } from '../components/cards/viewing/viewing-trend-card.tsx'
import { Comparing } from '../components/frame/comparing.ts'
import { PageHead } from '../components/frame/page-head.tsx'
import { chooseOne } from '../filters/choose-one.ts'
import { chooseFilters, defined, usualMonth } from '../filters/chosen-filters.ts'
import { choosePeriod } from '../filters/chosen-period.ts'
import { comparisonChoice, dataSpan, nothingBefore } from '../filters/periods.ts'
import { ViewingFilterBar } from '../filters/viewing-filter-bar.tsx'
import { chooseZone } from '../filters/zones.ts'
import { viewingReport } from '../reports/viewing-report.server.ts'
import { cardData } from '../request/card-data.server.ts'
import { reportFor } from '../request/report-for.server.ts'

export { keepPage as clientLoader } from '../request/keep-page.ts'

export const meta: MetaFunction = () => [{ title: 'Viewing · Streaming service' }]

const popularShown = 20
const titlesOfMonth = 5

export const loader = reportFor(async (asking, search) => {
  const { analytics } = asking
  const options = await analytics.filterOptions()
  const today = new Date().toISOString().slice(0, 10)
  const { month, genre, content_type, plan, notices } = chooseFilters(search, options, today)
  const { start_date, end_date, period, notices: ofPeriod } = choosePeriod(search, options.data_until)
  notices.push(...ofPeriod)
  const chosen = {
    measure: chooseOne(search, measureChoice, notices),
    granularity: chooseOne(search, granularityChoice, notices),
    order: chooseOne(search, orderChoice, notices),
    compare: chooseOne(search, comparisonChoice, notices),
    zone: chooseZone(search, notices),
  }
  const filters = { start_date, end_date, genre, content_type, plan }
  const words = defined({ genre, content_type, plan })
  const [report, popular, monthly] = await Promise.all([
    viewingReport(asking, {
      filters,
      ...chosen,
      data: dataSpan(options),
    }),
    cardData(
      month === undefined
        ? Promise.resolve([])
        : analytics.popularContentOverTime({ month, ...words, limit: popularShown }),
    ),
    cardData(
      analytics.popularContentTrend({ ...words, ...defined({ start_date, end_date }), limit: titlesOfMonth }),
    ),
  ])
  if (chosen.compare !== comparisonChoice.usual && report.trend.compared === undefined)
    notices.push(nothingBefore)
  return { today, options, notices, month, period, filters, chosen, ...report, popular, monthly }
})

export default function Viewing() {
  const { as_of, today, options, notices, month, period, filters, chosen, ...report } =
    useLoaderData<typeof loader>()
  const { start_date, end_date, genre, content_type, plan } = filters
  const { measure, granularity, order, compare, zone } = chosen
  const days = { start_date, end_date }
  const words = { genre, content_type, plan }
  const isUsual = <Value,>(value: Value, usual: Value) => (value === usual ? undefined : value)
  const choices = {
    measure: isUsual(measure, measureChoice.usual),
    order: isUsual(order, orderChoice.usual),
  }
  const kept = {
    month: isUsual(month, usualMonth(options, today)),
    granularity: isUsual(granularity, granularityChoice.usual),
    compare: isUsual(compare, comparisonChoice.usual),
    zone: isUsual(zone, 'UTC'),
    ...words,
  }
  const everything = { ...(period === undefined ? days : { period }), ...kept, ...choices }
  const anyWord = genre ?? content_type ?? plan
  return (
    <>
      <PageHead title="Viewing" notices={notices} asOf={as_of}>
        What is watched, when, and by subscribers of which plan.
      </PageHead>
      <ViewingFilterBar
        options={options}
        month={month}
        period={period}
        filters={filters}
        chosen={chosen}
        kept={choices}
        keptByPeriods={{ ...kept, ...choices }}
      />
      <Comparing.Provider value={report.trend.compared !== undefined}>
        <div className="mt-6 grid grid-cols-1 gap-4 lg:gap-6 xl:grid-cols-12">
          <ViewingTrendCard
            {...report.trend}
            measure={measure}
            granularity={granularity}
            filters={filters}
            path="/viewing"
            kept={everything}
            today={today}
            alerts={report.alerts}
            className="xl:col-span-12"
          />
          <TitleRankingCard
            card={report.titles}
            measure={measure}
            order={report.trend.compared === undefined ? orderChoice.usual : order}
            compared={report.trend.compared?.days}
            asked={report.ranking}
            filters={filters}
            path="/viewing"
            kept={everything}
            className="xl:col-span-6"
          />
          <ViewingHoursCard
            card={report.hours}
            zone={zone}
            filters={days}
            unfiltered={anyWord === undefined ? undefined : 'Of all genres, types and plans'}
            className="xl:col-span-6"
          />
          <ConcurrentViewersCard
            card={report.viewers}
            filters={days}
            unfiltered={anyWord === undefined ? undefined : 'Of all genres, types and plans'}
            className="xl:col-span-6"
          />
          <GenresCard
            card={report.genres}
            filters={{ ...days, content_type, plan }}
            unfiltered={genre === undefined ? undefined : 'Of all genres'}
            className="xl:col-span-6"
          />
          <PopularCard
            card={report.popular}
            month={month}
            filters={words}
            limit={popularShown}
            className="xl:col-span-6"
          />
          <MonthlyTitlesCard
            card={report.monthly}
            filters={{ ...days, ...words }}
            limit={titlesOfMonth}
            className="xl:col-span-6"
          />
        </div>
      </Comparing.Provider>
    </>
  )
}
