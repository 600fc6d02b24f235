import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { GenresCard } from '../components/cards/genres-card.tsx'
import { MonthlyTitlesCard } from '../components/cards/monthly-titles-card.tsx'
import { PopularCard } from '../components/cards/popular-card.tsx'
import { TopRatedCard } from '../components/cards/top-rated-card.tsx'
import { PageHead } from '../components/frame/page-head.tsx'
import { formatMonth } from '../display/format.ts'
import { chooseFilters, defined } from '../filters/chosen-filters.ts'
import { FilterBar, SelectFilter } from '../filters/filter-bar.tsx'
import { cardData } from '../request/card-data.server.ts'
import { pageFor } from '../request/page-for.server.ts'

export { keepPage as clientLoader } from '../request/keep-page.ts'

export const meta: MetaFunction = () => [{ title: 'Viewing · Streaming service' }]

const rows = 20
const titlesOfMonth = 5

export const loader = pageFor('reports', async (args: LoaderFunctionArgs) => {
  const {
    request,
    context: { caller },
  } = args
  const options = await caller.analytics.filterOptions()
  const today = new Date().toISOString().slice(0, 10)
  const filters = chooseFilters(new URL(request.url).searchParams, options, today)
  const { month, genre, content_type, plan } = filters
  const { analytics } = caller
  const [popular, topRated, genres, trend] = await Promise.all([
    cardData(
      month === undefined
        ? Promise.resolve([])
        : analytics.popularContentOverTime({ month, ...defined({ genre, content_type, plan }), limit: rows }),
    ),
    cardData(analytics.topContent({ ...defined({ genre, content_type }), limit: rows })),
    cardData(analytics.watchHistoryGenre(defined({ content_type, plan }))),
    cardData(
      analytics.popularContentTrend({ ...defined({ genre, content_type, plan }), limit: titlesOfMonth }),
    ),
  ])
  return { options, filters, popular, topRated, genres, trend }
})

export default function Viewing() {
  const { options, filters, popular, topRated, genres, trend } = useLoaderData<typeof loader>()
  const { month, genre, content_type, plan } = filters
  const named = (values: string[]) => values.map((value) => ({ value, label: value }))
  return (
    <>
      <PageHead title="Viewing" notices={filters.notices}>
        What is watched, when, and by subscribers of which plan.
      </PageHead>
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
          options={named(options.genres)}
        />
        <SelectFilter
          name="content_type"
          label="Type"
          value={content_type}
          all="All types"
          options={named(options.content_types)}
        />
        <SelectFilter name="plan" label="Plan" value={plan} all="All plans" options={named(options.plans)} />
      </FilterBar>
      <div className="mt-6 grid grid-cols-1 gap-4 lg:gap-6 xl:grid-cols-2">
        <PopularCard card={popular} month={month} filters={{ genre, content_type, plan }} limit={rows} />
        <TopRatedCard
          card={topRated}
          filters={{ genre, content_type }}
          limit={rows}
          unfiltered={plan === undefined ? undefined : 'Rated by editors, whatever the plan'}
        />
        <GenresCard
          card={genres}
          filters={{ content_type, plan }}
          unfiltered={genre === undefined ? undefined : 'Of all genres and months'}
        />
        <MonthlyTitlesCard card={trend} filters={{ genre, content_type, plan }} limit={titlesOfMonth} />
      </div>
    </>
  )
}
