import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { AlertsCard } from '../components/cards/alerts/alerts-card.tsx'
import { GenresCard } from '../components/cards/genres-card.tsx'
import { KpiRow } from '../components/cards/kpi-row.tsx'
import { PaymentMethodsCard, WeeklyPaymentsCard } from '../components/cards/payment-cards.tsx'
import { PlansCard } from '../components/cards/plans-card.tsx'
import { PopularCard } from '../components/cards/popular-card.tsx'
import { type Granularity, RevenueCard } from '../components/cards/revenue-card.tsx'
import { TopRatedCard } from '../components/cards/top-rated-card.tsx'
import { TruthCard } from '../components/cards/truth/truth-card.tsx'
import { PageHead } from '../components/frame/page-head.tsx'
import { formatMonth } from '../display/format.ts'
import { chooseFilters, pathWith } from '../filters/chosen-filters.ts'
import { FilterBar } from '../filters/filter-bar.tsx'
import { SelectFilter } from '../filters/filter-fields.tsx'
import { overviewReport } from '../reports/overview-report.server.ts'
import { pageFor } from '../request/page-for.server.ts'

export { keepPage as clientLoader } from '../request/keep-page.ts'

export const meta: MetaFunction = () => [{ title: 'Overview · Streaming service' }]

const granularities: readonly Granularity[] = ['day', 'week', 'month']
const rows = 8
const genresShown = 8

const alertDays = 90

export const loader = pageFor('reports', async (args: LoaderFunctionArgs) => {
  const {
    request,
    context: { caller },
  } = args
  const search = new URL(request.url).searchParams
  const options = await caller.analytics.filterOptions()
  const today = new Date().toISOString().slice(0, 10)
  const filters = chooseFilters(search, options, today)
  const asked = search.get('granularity')
  const granularity = granularities.find((name) => name === asked) ?? 'month'
  if (asked && asked !== granularity)
    filters.notices.push(`No granularity “${asked}”. There is: ${granularities.join(', ')}.`)
  const { month, genre } = filters
  const report = await overviewReport(args.context, { month, genre }, granularity, {
    titles: rows,
    genres: genresShown,
    alertDays,
  })
  return { today, options, filters, granularity, ...report }
})

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
    truth,
    alerts,
    unusual,
  } = useLoaderData<typeof loader>()
  const { month, genre } = filters
  const ofAllGenres = genre === undefined ? undefined : 'Of all genres'
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
          <KpiRow summary={summary} today={today} unfiltered={ofAllGenres} />
        </div>
        {/* Of one height from the start: a page painted while it still arrives must not grow a card. */}
        <RevenueCard
          card={revenue}
          granularity={granularity}
          today={today}
          filters={{}}
          unfiltered={ofAllGenres}
          alerts={unusual}
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
          unfiltered={ofAllGenres}
          className="md:col-span-6 xl:col-span-4"
        />
        <PaymentMethodsCard card={methods} unfiltered={ofAllGenres} className="md:col-span-6 xl:col-span-4" />
        <WeeklyPaymentsCard
          card={weekly}
          today={today}
          unfiltered={ofAllGenres}
          className="md:col-span-12 xl:col-span-4"
        />
        <AlertsCard card={alerts} days={alertDays} className="md:col-span-12" />
        <TruthCard card={truth} className="md:col-span-12" />
      </div>
    </>
  )
}
