import type { MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { AlertsCard } from '../components/cards/alerts/alerts-card.tsx'
import { GenresCard } from '../components/cards/genres-card.tsx'
import { KpiRow } from '../components/cards/kpi-row.tsx'
import { PaymentMethodsCard, WeeklyPaymentsCard } from '../components/cards/payment-cards.tsx'
import { PlansCard } from '../components/cards/plans-card.tsx'
import { PopularCard } from '../components/cards/popular-card.tsx'
import { RevenueCard } from '../components/cards/revenue-card.tsx'
import { TopRatedCard } from '../components/cards/top-rated-card.tsx'
import { TruthCard } from '../components/cards/truth/truth-card.tsx'
import { granularityChoice } from '../components/cards/viewing/viewing-choices.ts'
import { ChoiceLinks } from '../components/frame/choice-links.tsx'
import { Comparing } from '../components/frame/comparing.ts'
import { PageHead } from '../components/frame/page-head.tsx'
import { formatMonth } from '../display/format.ts'
import { chooseOne } from '../filters/choose-one.ts'
import { chooseFilters, usualMonth } from '../filters/chosen-filters.ts'
import { choosePeriod } from '../filters/chosen-period.ts'
import { FilterBar } from '../filters/filter-bar.tsx'
import { ChoiceFilter, SelectFilter } from '../filters/filter-fields.tsx'
import { PeriodFilter } from '../filters/period-filter.tsx'
import { comparisonChoice, comparisonOf, dataSpan, nothingBefore } from '../filters/periods.ts'
import { overviewReport } from '../reports/overview-report.server.ts'
import { reportFor } from '../request/report-for.server.ts'

export { keepPage as clientLoader } from '../request/keep-page.ts'

export const meta: MetaFunction = () => [{ title: 'Overview · Streaming service' }]

const rows = 8
const genresShown = 8

const alertDays = 90

export const loader = reportFor(async (asking, search) => {
  const options = await asking.analytics.filterOptions()
  const today = new Date().toISOString().slice(0, 10)
  const filters = chooseFilters(search, options, today)
  const { month, genre, notices } = filters
  const { start_date, end_date, period, notices: ofPeriod } = choosePeriod(search, options.data_until)
  notices.push(...ofPeriod)
  const granularity = chooseOne(search, granularityChoice, notices)
  const compare = chooseOne(search, comparisonChoice, notices)
  const days = { start_date, end_date }
  const comparison = comparisonOf(days, compare, dataSpan(options))
  if (compare !== comparisonChoice.usual && comparison === undefined) notices.push(nothingBefore)
  const report = await overviewReport(
    asking,
    { month, genre, days, granularity, comparison },
    { titles: rows, genres: genresShown, alertDays },
  )
  return { today, options, notices, month, genre, days, period, granularity, compare, ...report }
})

export default function Overview() {
  const {
    as_of,
    today,
    options,
    notices,
    month,
    genre,
    days,
    period,
    granularity,
    compare,
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
  } = useLoaderData<typeof loader>()
  const ofAllGenres = genre === undefined ? undefined : 'Of all genres'
  const isUsual = <Value,>(value: Value, usual: Value) => (value === usual ? undefined : value)
  const kept = {
    month: isUsual(month, usualMonth(options, today)),
    genre,
    compare: isUsual(compare, comparisonChoice.usual),
  }
  const byGranularity = { granularity: isUsual(granularity, granularityChoice.usual) }
  return (
    <>
      <PageHead title="Overview" notices={notices} asOf={as_of} />
      <FilterBar label="Filters">
        <SelectFilter
          name="month"
          label="Month"
          value={month}
          all={options.months.length === 0 ? 'No month yet' : undefined}
          options={options.months.map((value) => ({ value, label: formatMonth(value) }))}
        />
        <SelectFilter
          name="genre"
          label="Genre"
          value={genre}
          all="All genres"
          options={options.genres.map((value) => ({ value, label: value }))}
        />
        <PeriodFilter
          path="/"
          kept={{ ...kept, ...byGranularity }}
          period={period}
          start_date={days.start_date}
          end_date={days.end_date}
          dataUntil={options.data_until}
        />
        <ChoiceFilter choice={comparisonChoice} label="Compare with" value={compare} />
        {byGranularity.granularity === undefined ? null : (
          <input type="hidden" name="granularity" value={granularity} />
        )}
      </FilterBar>
      <Comparing.Provider value={revenue.compared !== undefined}>
        <div className="mt-6 grid grid-cols-1 gap-4 md:grid-cols-12 lg:gap-6">
          <div className="md:col-span-12">
            <KpiRow
              summary={summary}
              beside={revenue.compared?.by === 'year_before' ? 'year_before' : 'month_before'}
              today={today}
              unfiltered={ofAllGenres}
            />
          </div>
          {/* Of one height from the start: a page painted while it still arrives must not grow a card. */}
          <RevenueCard
            {...revenue}
            granularity={granularity}
            today={today}
            filters={days}
            unfiltered={ofAllGenres}
            alerts={unusual}
            className="md:col-span-12 xl:col-span-8 xl:min-h-[26.5rem]"
            actions={
              <ChoiceLinks
                choice={granularityChoice}
                chosen={granularity}
                path="/"
                kept={{ ...kept, ...(period === undefined ? days : { period }) }}
              />
            }
          />
          <PlansCard
            card={plans}
            unfiltered={ofAllGenres}
            className="md:col-span-12 xl:col-span-4 xl:min-h-[26.5rem]"
          />
          <PopularCard
            card={popular}
            month={month}
            filters={{ genre }}
            limit={rows}
            className="md:col-span-12 xl:col-span-6"
          />
          <TopRatedCard
            card={topRated}
            filters={{ genre }}
            limit={rows}
            className="md:col-span-12 xl:col-span-6"
          />
          <GenresCard
            card={genres}
            limit={genresShown}
            filters={days}
            unfiltered={ofAllGenres}
            className="md:col-span-6 xl:col-span-4"
          />
          <PaymentMethodsCard
            card={methods}
            filters={days}
            unfiltered={ofAllGenres}
            className="md:col-span-6 xl:col-span-4"
          />
          <WeeklyPaymentsCard
            {...weekly}
            today={today}
            filters={days}
            unfiltered={ofAllGenres}
            className="md:col-span-12 xl:col-span-4"
          />
          <AlertsCard card={alerts} days={alertDays} className="md:col-span-12" />
          <TruthCard card={truth} className="md:col-span-12" />
        </div>
      </Comparing.Provider>
    </>
  )
}
