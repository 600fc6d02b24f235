import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { ListForm } from '../components/forms/list-form.tsx'
import { PageHead } from '../components/frame/page-head.tsx'
import { PageLinks, placeOf } from '../components/tables/page-links.tsx'
import { SortableTable } from '../components/tables/sortable-table.tsx'
import { formatNumber } from '../display/format.ts'
import { defined, pathWith } from '../filters/chosen-filters.ts'
import { chooseList } from '../manage/list-query.server.ts'
import { addressOf } from '../manage/resource.ts'
import { resourceAt, titleOf } from '../manage/resources/resources.ts'
import { cardData } from '../request/card-data.server.ts'
import { pageFor } from '../request/page-for.server.ts'

export { keepPage as clientLoader } from '../request/keep-page.ts'

export const meta: MetaFunction = ({ params }) => [
  { title: `${titleOf(params.resource)} · Manage · Streaming service` },
]

const shown = 25

export const loader = pageFor('administration', async (args: LoaderFunctionArgs) => {
  const {
    request,
    params,
    context: { caller },
  } = args
  const resource = resourceAt(params.resource)
  const url = new URL(request.url).searchParams
  const { filters, values: chosen, notices } = await chooseList(caller, resource, url)
  const [search = '', sort = '', order = ''] = ['search', 'sort', 'order'].map(
    (name) => url.get(name)?.trim() ?? '',
  )
  const values: Record<string, string> = defined({ ...chosen, search, sort, order })
  const place = placeOf(url)
  const query = { ...values, ...defined({ cursor: place.cursor }), limit: shown }
  const page = await cardData(resource.list(caller, query))
  return { path: resource.path, filters, values, notices, place, page }
})

export default function ManageList() {
  const { path, filters, values, notices, place, page } = useLoaderData<typeof loader>()
  const {
    title,
    noun,
    api,
    mostRows = 5_000,
    searches,
    byDay,
    columns,
    key,
    label,
    create,
  } = resourceAt(path)
  const { sort = '', order = '', search = '', ...chosen } = values
  const here = `/manage/${path}`
  const otherOrder = (name: string) => (sort === name && order !== 'desc' ? 'desc' : 'asc')
  const rows = page.data?.items ?? []
  const [first, ...others] = columns
  if (first === undefined) return null
  return (
    <>
      <PageHead title={title} notices={page.fault === null ? notices : [...notices, page.fault]} />
      <div className="mt-2 flex flex-wrap items-end justify-between gap-3">
        <ListForm searches={searches} filters={filters} byDay={byDay} values={values} />
        {create === undefined ? null : (
          <Link className="button" to={`${here}/new`}>
            New {noun}
          </Link>
        )}
      </div>
      {page.data === null ? null : rows.length === 0 ? (
        <p className="quiet mt-10 text-center text-sm">
          {emptyWords(noun, search, Object.keys(chosen).length > 0)}
        </p>
      ) : (
        <SortableTable
          caption={title}
          rows={rows}
          keyOf={(row) => addressOf(key(row))}
          columns={[
            {
              ...sortOf(first.sort),
              label: first.label,
              value: (row) => (
                <Link
                  className="textlink inline-block py-1 font-medium"
                  to={`${here}/${addressOf(key(row))}`}
                  aria-label={label(row)}
                >
                  {first.value(row)}
                </Link>
              ),
            },
            ...others.map(({ sort: bySort, to, value, ...column }) => ({
              ...sortOf(bySort),
              ...column,
              value: (row: (typeof rows)[number]) => {
                const page = to?.(row)
                return page === undefined ? (
                  value(row)
                ) : (
                  <Link className="textlink inline-block py-1" to={page}>
                    {value(row)}
                  </Link>
                )
              },
            })),
          ]}
        />
      )}
      <PageLinks path={here} values={values} place={place} next={page.data?.next_cursor} />
      {rows.length === 0 ? null : (
        <p className="mt-2 text-right text-sm">
          <a
            className="textlink inline-block py-2"
            href={pathWith(api, { ...values, format: 'csv', limit: mostRows })}
            download={`${path}.csv`}
          >
            Export as CSV
          </a>
          <span className="quiet"> up to {formatNumber(mostRows)} rows</span>
        </p>
      )}
    </>
  )

  function sortOf(name: string | undefined) {
    if (name === undefined) return {}
    return {
      href: pathWith(here, { ...values, sort: name, order: otherOrder(name) }),
      order: sort === name ? (order === 'desc' ? ('desc' as const) : ('asc' as const)) : undefined,
    }
  }
}

function emptyWords(noun: string, search: string, filtered: boolean): string {
  if (filtered) return `No ${noun} fits${search === '' ? '' : ` and has “${search}”`}. Choose fewer filters.`
  return search === '' ? `There is no ${noun} yet.` : `No ${noun} has “${search}”.`
}
