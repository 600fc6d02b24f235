import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { cardData } from '../card-data.server.ts'
import { chooseFilters, defined, pathWith } from '../chosen-filters.ts'
import { FilterBar, SelectFilter } from '../components/filter-bar.tsx'
import { GenresCard } from '../components/genres-card.tsx'
import { KpiRow } from '../components/kpi-row.tsx'
import { PageHead } from '../components/page-head.tsx'
import { PaymentMethodsCard, WeeklyPaymentsCard } from '../components/payment-cards.tsx'
import { PlansCard } from '../components/plans-card.tsx'
import { PopularCard } from '../components/popular-card.tsx'
import { type Granularity, RevenueCard } from '../components/revenue-card.tsx'
import { TopRatedCard } from '../components/top-rated-card.tsx'
import { formatMonth } from '../format.ts'
import { permit } from '../permit.server.ts'

export const meta: MetaFunction = () => [{ title: 'Overview · Streaming service' }]

const granularities: readonly Granularity[] = ['day', 'week', 'month']
const rows = 8
const genresShown = 8

export async function loader(args: LoaderFunctionArgs) {
  permit(args, 'reports')
  const {
    request,
    context: { caller },
  } = args
  const search = new URL(request.url).searchParams
  const options = await caller.analytics.filterOptions()
  const filters = chooseFilters(search, options)
  const asked = search.get('granularity')
  const granularity = granularities.find((name) => name === asked) ?? 'month'
  if (asked && asked !== granularity)
    filters.notices.push(`No granularity “${asked}”. There is: ${granularities.join(', ')}.`)
  const { month, genre } = filters
  const { analytics } = caller
  const [summary, plans, revenue, popular, topRated, genres, methods, weekly] = await Promise.all([
    cardData(analytics.monthlySummary(defined({ month }))),
    cardData(analytics.subscriptions()),
    cardData(analytics.revenueTrends({ granularity, fill: true })),
    cardData(
      month === undefined
        ? Promise.resolve([])
        : analytics.popularContentOverTime({ month, ...defined({ genre }), limit: rows }),
    ),
    cardData(analytics.topContent({ ...defined({ genre }), limit: rows })),
    cardData(analytics.watchHistoryGenre({ limit: genresShown })),
    cardData(analytics.paymentMethodDistribution({})),
    cardData(analytics.paymentsTrend({ fill: true })),
  ])
  const today = new Date().toISOString().slice(0, 10)
  return {
    today,
    options,
    filters,
    granularity,
    summary,
    plans,
    revenue,
    popular,
    topRated,
    genres,
    methods,
    weekly,
  }
}

export default function Overview() {
  const {
    today,
    options,
    filters,
    granularity,
    summary,
    plans,
    revenue,
    popular,
    topRated,
    genres,
    methods,
    weekly,
  } = useLoaderData<typeof loader>()
  const { month, genre } = filters
  return (
    <>
      <PageHead title="Overview" notices={filters.notices} />
      <FilterBar label="Filters">
        <SelectFilter
          name="month"
          label="Month"
          value={month}
          options={options.months.map((value) => ({ value, label: formatMonth(value) }))}
        />
        <SelectFilter
          name="genre"
          label="Genre"
          value={genre}
          all="All genres"
          options={options.genres.map((value) => ({ value, label: value }))}
        />
        {granularity === 'month' ? null : <input type="hidden" name="granularity" value={granularity} />}
      </FilterBar>
      <div className="mt-6 grid grid-cols-1 gap-4 md:grid-cols-12 lg:gap-6">
        <div className="md:col-span-12">
          <KpiRow summary={summary} plans={plans} />
        </div>
        {/* Of one height from the start: a page painted while it still arrives must not grow a card. */}
        <RevenueCard
          card={revenue}
          granularity={granularity}
          today={today}
          filters={{}}
          className="md:col-span-12 xl:col-span-8 xl:min-h-[26.5rem]"
          actions={
            <nav
              aria-label="Granularity of revenue"
              className="inline-flex rounded-md border border-slate-200 p-0.5 text-xs dark:border-slate-700"
            >
              {granularities.map((name) => (
                <Link
                  key={name}
                  preventScrollReset
                  to={pathWith('/', { month, genre, granularity: name })}
                  aria-current={name === granularity ? 'true' : undefined}
                  className={`flex h-9 items-center rounded px-3 capitalize lg:h-7 ${name === granularity ? 'bg-slate-200 font-medium dark:bg-slate-700' : 'hover:bg-slate-100 dark:hover:bg-slate-800'}`}
                >
                  {name}
                </Link>
              ))}
            </nav>
          }
        />
        <PlansCard card={plans} className="md:col-span-12 xl:col-span-4 xl:min-h-[26.5rem]" />
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
        <GenresCard card={genres} limit={genresShown} className="md:col-span-6 xl:col-span-4" />
        <PaymentMethodsCard card={methods} className="md:col-span-6 xl:col-span-4" />
        <WeeklyPaymentsCard card={weekly} className="md:col-span-12 xl:col-span-4" />
      </div>
    </>
  )
}
