import type { MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { ChurnCard, type ChurnPreset } from '../components/cards/customers/churn-card.tsx'
import { cohortChoice } from '../components/cards/customers/cohort-measures.ts'
import { CohortsCard } from '../components/cards/customers/cohorts-card.tsx'
import { CustomerFigures } from '../components/cards/customers/customer-figures.tsx'
import { CustomerMovementsCard } from '../components/cards/customers/customer-movements-card.tsx'
import { PlanCustomersCard } from '../components/cards/customers/plan-customers-card.tsx'
import { SurvivalCard } from '../components/cards/customers/survival-card.tsx'
import { ActiveUsersCard } from '../components/cards/engagement/active-users-card.tsx'
import { HoursPerUserCard } from '../components/cards/engagement/hours-per-user-card.tsx'
import { UsersAtRiskCard } from '../components/cards/engagement/users-at-risk-card.tsx'
import { TrialsCard } from '../components/cards/revenue/trials-card.tsx'
import { Comparing } from '../components/frame/comparing.ts'
import { PageHead } from '../components/frame/page-head.tsx'
import { type Choice, chooseOne } from '../filters/choose-one.ts'
import { chooseFilters, pathWith } from '../filters/chosen-filters.ts'
import { choosePeriod } from '../filters/chosen-period.ts'
import { FilterBar } from '../filters/filter-bar.tsx'
import { ChoiceFilter, SelectFilter } from '../filters/filter-fields.tsx'
import { PeriodFilter } from '../filters/period-filter.tsx'
import { comparisonChoice, comparisonOf, dataSpan, nothingBefore } from '../filters/periods.ts'
import { subscriberReport } from '../reports/subscriber-report.server.ts'
import { reportFor } from '../request/report-for.server.ts'

export { keepPage as clientLoader } from '../request/keep-page.ts'

export const meta: MetaFunction = () => [{ title: 'Subscribers · Streaming service' }]

const churnChoice: Choice<ChurnPreset> = {
  name: 'churn',
  label: 'churn',
  options: [
    { value: 'standard', label: 'By month' },
    { value: 'stripe', label: 'By day (Stripe)' },
  ],
  usual: 'standard',
}

export const loader = reportFor(async (asking, search) => {
  const options = await asking.analytics.filterOptions()
  const today = new Date().toISOString().slice(0, 10)
  const { plan, notices } = chooseFilters(search, options, today)
  const { start_date, end_date, period, notices: ofPeriod } = choosePeriod(search, options.data_until)
  notices.push(...ofPeriod)
  const preset = chooseOne(search, churnChoice, notices)
  const measure = chooseOne(search, cohortChoice, notices)
  const compare = chooseOne(search, comparisonChoice, notices)
  const filters = { start_date, end_date, plan }
  const comparison = comparisonOf(filters, compare, dataSpan(options))
  if (compare !== comparisonChoice.usual && comparison === undefined) notices.push(nothingBefore)
  const asked = { preset, comparison, dataUntil: options.data_until }
  const report = await subscriberReport(asking, filters, asked)
  return { today, options, notices, period, filters, preset, measure, compare, ...report }
})

export default function Subscribers() {
  const { as_of, today, options, notices, period, filters, preset, measure, compare, ...report } =
    useLoaderData<typeof loader>()
  const { start_date, end_date, plan } = filters
  const days = { start_date, end_date }
  const ofAllPlans = plan === undefined ? undefined : 'Of all plans'
  const kept = {
    churn: preset === 'standard' ? undefined : preset,
    cohorts: measure === 'customers' ? undefined : measure,
    compare: compare === comparisonChoice.usual ? undefined : compare,
  }
  const { movements } = report
  return (
    <>
      <PageHead title="Subscribers" notices={notices} asOf={as_of}>
        Who comes, who stays, and who leaves. A customer of a month is who paid in it.
      </PageHead>
      <FilterBar label="Filters">
        <PeriodFilter
          path="/subscribers"
          kept={{ plan, ...kept }}
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
        <ChoiceFilter choice={churnChoice} label="Churn" value={preset} />
        {kept.cohorts === undefined ? null : <input type="hidden" name="cohorts" value={kept.cohorts} />}
        {start_date || end_date || plan ? (
          <Link to={pathWith('/subscribers', kept)} className="textlink flex h-10 items-center text-sm">
            Clear
          </Link>
        ) : null}
      </FilterBar>
      <Comparing.Provider value={movements.compared !== undefined}>
        <div className="mt-6 grid grid-cols-1 gap-4 lg:gap-6 xl:grid-cols-12">
          <div className="xl:col-span-12">
            <CustomerFigures {...movements} today={today} />
          </div>
          <CustomerMovementsCard
            card={movements.card}
            filters={filters}
            today={today}
            className="xl:col-span-7"
          />
          <PlanCustomersCard
            card={report.plans}
            filters={days}
            today={today}
            unfiltered={ofAllPlans}
            className="xl:col-span-5"
          />
          <CohortsCard
            card={report.cohorts}
            measure={measure}
            filters={days}
            kept={{
              ...(period === undefined ? filters : { period, plan }),
              churn: kept.churn,
              compare: kept.compare,
            }}
            today={today}
            unfiltered={ofAllPlans}
            className="xl:col-span-12"
          />
          <SurvivalCard
            card={report.survival}
            filters={days}
            unfiltered={ofAllPlans}
            className="xl:col-span-6"
          />
          <ChurnCard
            {...report.churn}
            preset={preset}
            filters={preset === 'standard' ? filters : days}
            today={today}
            unfiltered={preset === 'standard' ? undefined : ofAllPlans}
            className="xl:col-span-6"
          />
          <TrialsCard {...report.trials} filters={filters} today={today} className="xl:col-span-5" />
          <ActiveUsersCard
            {...report.active}
            granularity={report.activeBy}
            filters={days}
            today={today}
            unfiltered={ofAllPlans}
            className="xl:col-span-7"
          />
          <HoursPerUserCard
            card={report.perUser}
            month={report.month}
            unfiltered={ofAllPlans}
            className="xl:col-span-5"
          />
          <UsersAtRiskCard card={report.atRisk} month={report.month} plan={plan} className="xl:col-span-7" />
        </div>
      </Comparing.Provider>
    </>
  )
}
