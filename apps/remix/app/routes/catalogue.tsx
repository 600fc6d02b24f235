import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { CatalogueFigures } from '../components/cards/catalogue/catalogue-figures.tsx'
import { GenreSupplyCard } from '../components/cards/catalogue/genre-supply-card.tsx'
import { ReleaseDecayCard } from '../components/cards/catalogue/release-decay-card.tsx'
import { TopRatedCard } from '../components/cards/top-rated-card.tsx'
import { ListForm } from '../components/forms/list-form.tsx'
import { PageHead } from '../components/frame/page-head.tsx'
import { PageLinks, placeOf } from '../components/tables/page-links.tsx'
import { SortableTable } from '../components/tables/sortable-table.tsx'
import { formatDay, formatRating } from '../display/format.ts'
import { defined, pathWith } from '../filters/chosen-filters.ts'
import { genreFilter, typeFilter } from '../manage/choices/filter-choices.ts'
import { chooseList } from '../manage/list-query.server.ts'
import { catalogueReport } from '../reports/catalogue-report.server.ts'
import { cardData } from '../request/card-data.server.ts'
import { pageFor } from '../request/page-for.server.ts'

export { keepPage as clientLoader } from '../request/keep-page.ts'

export const meta: MetaFunction = () => [{ title: 'Catalogue · Streaming service' }]

const shown = 25
const topRatedShown = 10

export const loader = pageFor('catalogue', async ({ request, context }: LoaderFunctionArgs) => {
  const { caller, actor } = context
  const search = new URL(request.url).searchParams
  const {
    filters,
    values: chosen,
    notices,
  } = await chooseList(caller, { filters: [genreFilter, typeFilter], byDay: actor.role !== 'member' }, search)
  const [text = '', sort = '', order = ''] = ['search', 'sort', 'order'].map(
    (name) => search.get(name)?.trim() ?? '',
  )
  const values: Record<string, string> = defined({ ...chosen, search: text, sort, order })
  const { start_date, end_date, ...listed } = values
  const place = placeOf(search)
  const { genre, content_type } = listed
  const [titles, report] = await Promise.all([
    cardData(caller.content.list({ ...listed, ...defined({ cursor: place.cursor }), limit: shown })),
    // A member sees the list alone: numbers of the service are not theirs.
    actor.role === 'member'
      ? undefined
      : context.atOnce(async (analytics, as_of) => ({
          ...(await catalogueReport(
            { analytics, refusal: context.refusal },
            { start_date, end_date, genre, content_type },
            topRatedShown,
          )),
          as_of,
        })),
  ])
  return { filters, values, notices, place, titles, report }
})

type Title = NonNullable<ReturnType<typeof useLoaderData<typeof loader>>['titles']['data']>['items'][number]

const columns: readonly { label: string; sort?: string; numeric?: boolean; value: (row: Title) => string }[] =
  [
    { label: 'Genre', sort: 'genre', value: ({ genre }) => genre },
    { label: 'Type', sort: 'content_type', value: ({ content_type }) => content_type },
    { label: 'Year', sort: 'release_year', numeric: true, value: ({ release_year }) => String(release_year) },
    {
      label: 'Released',
      value: ({ released_on }) => (released_on === null ? '' : formatDay(released_on)),
    },
    {
      label: 'Minutes',
      numeric: true,
      value: ({ runtime_minutes }) => (runtime_minutes === null ? '' : String(runtime_minutes)),
    },
    { label: 'Rating', sort: 'rating', numeric: true, value: ({ rating }) => formatRating(rating) },
  ]

export default function Catalogue() {
  const { filters, values, notices, place, titles, report } = useLoaderData<typeof loader>()
  const { sort = '', order = '', search = '', start_date, end_date, genre, content_type } = values
  const days = { start_date, end_date }
  const sortOf = (name: string | undefined) => {
    if (name === undefined) return {}
    const other = sort === name && order !== 'desc' ? 'desc' : 'asc'
    return {
      href: pathWith('/catalogue', { ...values, sort: name, order: other }),
      order: sort === name ? (order === 'desc' ? ('desc' as const) : ('asc' as const)) : undefined,
    }
  }
  const rows = titles.data?.items ?? []
  return (
    <>
      <PageHead
        title="Catalogue"
        notices={titles.fault === null ? notices : [...notices, titles.fault]}
        asOf={report?.as_of}
      >
        {report === undefined ? 'All titles.' : 'All titles, and what is worth its place among them.'}
      </PageHead>
      <ListForm searches="Title" filters={filters} byDay={report !== undefined} values={values} />
      {report === undefined ? null : (
        <div className="mt-6">
          <CatalogueFigures card={report.health} />
        </div>
      )}
      {titles.data === null ? null : rows.length === 0 ? (
        <p className="quiet mt-10 text-center text-sm">{emptyWords(search, genre, content_type)}</p>
      ) : (
        <SortableTable
          caption="Titles"
          rows={rows}
          keyOf={({ content_id }) => content_id}
          columns={[
            {
              ...sortOf('title'),
              label: 'Title',
              value: ({ content_id, title }) => (
                <Link className="textlink inline-block py-1 font-medium" to={`/titles/${content_id}`}>
                  {title}
                </Link>
              ),
            },
            ...columns.map(({ sort: bySort, ...column }) => ({ ...sortOf(bySort), ...column })),
          ]}
        />
      )}
      <PageLinks path="/catalogue" values={values} place={place} next={titles.data?.next_cursor} />
      {report === undefined ? null : (
        <div className="mt-6 grid grid-cols-1 gap-4 lg:gap-6 xl:grid-cols-12">
          <GenreSupplyCard
            card={report.supply}
            filters={{ ...days, content_type }}
            className="xl:col-span-6"
            unfiltered={genre === undefined ? undefined : 'Of all genres'}
          />
          <TopRatedCard
            card={report.topRated}
            filters={{ genre, content_type }}
            limit={topRatedShown}
            unfiltered={start_date || end_date ? 'Rated by editors, whatever the dates' : undefined}
            className="xl:col-span-6"
          />
          <ReleaseDecayCard
            card={report.decay}
            filters={{ genre, content_type }}
            unfiltered={start_date || end_date ? 'Of all dates' : undefined}
            className="xl:col-span-12"
          />
        </div>
      )}
    </>
  )
}

function emptyWords(search: string, genre: string | undefined, contentType: string | undefined): string {
  const which = [genre, contentType].filter(Boolean).join(' · ')
  if (search !== '') return `No title${which ? ` of ${which}` : ''} has “${search}”.`
  return which
    ? `There is no title of ${which}.`
    : 'There are no titles yet. Load a data set with npm run seed.'
}
