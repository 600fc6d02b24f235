import type { MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { PaymentMethodsCard, WeeklyPaymentsCard } from '../components/cards/payment-cards.tsx'
import { PlansCard } from '../components/cards/plans-card.tsx'
import { FailedChargesCard } from '../components/cards/revenue/failed-charges-card.tsx'
import { ForecastCard } from '../components/cards/revenue/forecast-card.tsx'
import { MrrMovementsCard, MrrRetentionCard } from '../components/cards/revenue/mrr-movements-cards.tsx'
import { RecurringRevenueCard } from '../components/cards/revenue/recurring-revenue-card.tsx'
import { RefundsCard } from '../components/cards/revenue/refunds-card.tsx'
import { RevenueFigures } from '../components/cards/revenue/revenue-figures.tsx'
import { RevenueCard } from '../components/cards/revenue-card.tsx'
import { granularityChoice } from '../components/cards/viewing/viewing-choices.ts'
import { Comparing } from '../components/frame/comparing.ts'
import { PageHead } from '../components/frame/page-head.tsx'
import { chooseOne } from '../filters/choose-one.ts'
import { chooseFilters } from '../filters/chosen-filters.ts'
import { choosePeriod } from '../filters/chosen-period.ts'
import { FilterBar } from '../filters/filter-bar.tsx'
import { ChoiceFilter, SelectFilter } from '../filters/filter-fields.tsx'
import { PeriodFilter } from '../filters/period-filter.tsx'
import { comparisonChoice, comparisonOf, dataSpan, nothingBefore } from '../filters/periods.ts'
import { revenueReport } from '../reports/revenue-report.server.ts'
import { reportFor } from '../request/report-for.server.ts'

export { keepPage as clientLoader } from '../request/keep-page.ts'

export const meta: MetaFunction = () => [{ title: 'Revenue · Streaming service' }]

export const loader = reportFor(async (asking, search) => {
  const options = await asking.analytics.filterOptions()
  const today = new Date().toISOString().slice(0, 10)
  const { plan, notices } = chooseFilters(search, options, today)
  const granularity = chooseOne(search, granularityChoice, notices)
  const { start_date, end_date, period, notices: ofPeriod } = choosePeriod(search, options.data_until)
  notices.push(...ofPeriod)
  const compare = chooseOne(search, comparisonChoice, notices)
  const filters = { start_date, end_date, plan }
  const comparison = comparisonOf(filters, compare, dataSpan(options))
  if (compare !== comparisonChoice.usual && comparison === undefined) notices.push(nothingBefore)
  const report = await revenueReport(asking, filters, granularity, comparison)
  return { today, options, notices, period, granularity, compare, filters, ...report }
})

export default function Revenue() {
  const { as_of, today, options, notices, period, granularity, compare, filters, ...report } =
    useLoaderData<typeof loader>()
  const { start_date, end_date, plan } = filters
  return (
    <>
      <PageHead title="Revenue" notices={notices} asOf={as_of}>
        What is paid, when, and how.
      </PageHead>
      <FilterBar label="Filters">
        <ChoiceFilter choice={granularityChoice} label="By" value={granularity} />
        <PeriodFilter
          path="/revenue"
          kept={{
            plan,
            granularity: granularity === granularityChoice.usual ? undefined : granularity,
            compare: compare === comparisonChoice.usual ? undefined : compare,
          }}
          period={period}
          start_date={start_date}
          end_date={end_date}
          dataUntil={options.data_until}
        />
        <ChoiceFilter choice={comparisonChoice} label="Compare with" value={compare} />
        <SelectFilter
          name="plan"
          label="Plan"
          value={plan}
          all="All plans"
          options={options.plans.map((value) => ({ value, label: value }))}
        />
        {start_date || end_date || plan ? (
          <Link to="/revenue" className="textlink flex h-10 items-center text-sm">
            Clear
          </Link>
        ) : null}
      </FilterBar>
      <Comparing.Provider value={report.revenue.compared !== undefined}>
        <div className="mt-6 grid grid-cols-1 gap-4 lg:gap-6 xl:grid-cols-12">
          <div className="xl:col-span-12">
            <RevenueFigures
              recurring={report.recurring}
              movements={report.movements}
              values={report.values}
              today={today}
            />
          </div>
          <RecurringRevenueCard
            {...report.recurring}
            filters={filters}
            today={today}
            className="xl:col-span-7"
          />
          <ForecastCard
            card={report.forecast}
            unfiltered={
              start_date || end_date || plan ? 'Of all plans, from the last whole month on' : undefined
            }
            className="xl:col-span-5"
          />
          <MrrMovementsCard
            card={report.movements.card}
            filters={filters}
            today={today}
            className="xl:col-span-7"
          />
          <MrrRetentionCard
            card={report.movements.card}
            filters={filters}
            today={today}
            className="xl:col-span-5"
          />
          <RevenueCard
            {...report.revenue}
            granularity={granularity}
            today={today}
            filters={filters}
            alerts={report.alerts}
            className="xl:col-span-12"
          />
          <WeeklyPaymentsCard {...report.weekly} today={today} filters={filters} className="xl:col-span-5" />
          <PaymentMethodsCard card={report.methods} filters={filters} className="xl:col-span-4" />
          <PlansCard card={report.plans} className="xl:col-span-3" />
          <FailedChargesCard {...report.failed} filters={filters} today={today} className="xl:col-span-6" />
          <RefundsCard {...report.refunded} filters={filters} today={today} className="xl:col-span-6" />
        </div>
      </Comparing.Provider>
    </>
  )
}
