import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { cardData } from '../card-data.server.ts'
import { chooseFilters, defined } from '../chosen-filters.ts'
import { DateFilter, FilterBar, SelectFilter } from '../components/filter-bar.tsx'
import { PageHead } from '../components/page-head.tsx'
import { PaymentMethodsCard, WeeklyPaymentsCard } from '../components/payment-cards.tsx'
import { PlansCard } from '../components/plans-card.tsx'
import { type Granularity, RevenueCard } from '../components/revenue-card.tsx'
import { permit } from '../permit.server.ts'

export const meta: MetaFunction = () => [{ title: 'Revenue · Streaming service' }]

const granularities: readonly Granularity[] = ['day', 'week', 'month']

export async function loader(args: LoaderFunctionArgs) {
  permit(args, 'reports')
  const {
    request,
    context: { caller },
  } = args
  const search = new URL(request.url).searchParams
  const options = await caller.analytics.filterOptions()
  const { plan, notices } = chooseFilters(search, options)
  const asked = search.get('granularity')
  const granularity = granularities.find((name) => name === asked) ?? 'month'
  if (asked && asked !== granularity)
    notices.push(`No granularity “${asked}”. There is: ${granularities.join(', ')}.`)
  const filters = {
    start_date: search.get('start_date') || undefined,
    end_date: search.get('end_date') || undefined,
    plan,
  }
  const { analytics } = caller
  const input = defined(filters)
  const [revenue, methods, weekly, plans] = await Promise.all([
    cardData(analytics.revenueTrends({ ...input, granularity, fill: true })),
    cardData(analytics.paymentMethodDistribution(input)),
    cardData(analytics.paymentsTrend({ ...input, fill: true })),
    cardData(analytics.subscriptions()),
  ])
  const today = new Date().toISOString().slice(0, 10)
  return { today, options, notices, granularity, filters, revenue, methods, weekly, plans }
}

export default function Revenue() {
  const { today, options, notices, granularity, filters, revenue, methods, weekly, plans } =
    useLoaderData<typeof loader>()
  const { start_date, end_date, plan } = filters
  return (
    <>
      <PageHead title="Revenue" notices={notices}>
        What is paid, when, and how.
      </PageHead>
      <FilterBar label="Filters">
        <SelectFilter
          name="granularity"
          label="By"
          value={granularity}
          options={granularities.map((value) => ({ value, label: value[0]?.toUpperCase() + value.slice(1) }))}
        />
        <DateFilter name="start_date" label="From" value={start_date} />
        <DateFilter name="end_date" label="To" value={end_date} />
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
      <div className="mt-6 grid grid-cols-1 gap-4 lg:gap-6 xl:grid-cols-12">
        <RevenueCard
          card={revenue}
          granularity={granularity}
          today={today}
          filters={filters}
          className="xl:col-span-12"
        />
        <WeeklyPaymentsCard card={weekly} filters={filters} className="xl:col-span-5" />
        <PaymentMethodsCard card={methods} filters={filters} className="xl:col-span-4" />
        <PlansCard card={plans} className="xl:col-span-3" />
      </div>
    </>
  )
}
