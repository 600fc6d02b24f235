import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Form, Link, useLoaderData, useNavigation } from '@remix-run/react'
import { cardData } from '../card-data.server.ts'
import { defined, pathWith } from '../chosen-filters.ts'
import { Notice } from '../components/notice.tsx'
import { PageHead } from '../components/page-head.tsx'
import { SortableTable } from '../components/sortable-table.tsx'
import { addressOf } from '../manage/resource.ts'
import { resourceAt } from '../manage/resources.ts'
import { permit } from '../permit.server.ts'

export const meta: MetaFunction = ({ params }) => [
  { title: `${params.resource ?? ''} · Manage · Streaming service` },
]

const shown = 25

export async function loader(args: LoaderFunctionArgs) {
  permit(args, 'administration')
  const {
    request,
    params,
    context: { caller },
  } = args
  const resource = resourceAt(params.resource)
  const url = new URL(request.url).searchParams
  const [search = '', sort = '', order = '', cursor = ''] = ['search', 'sort', 'order', 'cursor'].map(
    (name) => url.get(name)?.trim() ?? '',
  )
  const query = { ...defined({ search, sort, order, cursor }), limit: shown }
  const page = await cardData(resource.list(caller, query))
  return { path: resource.path, search, sort, order, cursor, page, gone: url.get('done') === 'removed' }
}

export default function ManageList() {
  const { path, search, sort, order, cursor, page, gone } = useLoaderData<typeof loader>()
  const { title, noun, searches, columns, key, label, remove } = resourceAt(path)
  const pending = useNavigation().state === 'loading'
  const here = `/manage/${path}`
  const otherOrder = (name: string) => (sort === name && order !== 'desc' ? 'desc' : 'asc')
  const rows = page.data?.items ?? []
  const [first, ...others] = columns
  if (first === undefined) return null
  return (
    <>
      <PageHead title={title} notices={page.fault === null ? [] : [page.fault]} />
      {gone ? <Notice>{remove.verb === 'Delete' ? 'It is deleted.' : 'It is revoked.'}</Notice> : null}
      <div className="mt-2 flex flex-wrap items-end justify-between gap-3">
        <Form method="get" role="search" className="flex grow flex-wrap items-end gap-3">
          <label className="flex grow flex-col gap-1 text-xs font-medium sm:max-w-md">
            {searches}
            <input
              key={search}
              type="search"
              name="search"
              defaultValue={search}
              className="field w-full pr-3"
            />
          </label>
          {sort === '' ? null : <input type="hidden" name="sort" value={sort} />}
          {order === '' ? null : <input type="hidden" name="order" value={order} />}
          <button type="submit" className="button">
            Find
          </button>
          <span role="status" className="quiet self-center text-sm">
            {pending ? 'Loading …' : ''}
          </span>
        </Form>
        <Link className="button" to={`${here}/new`}>
          New {noun}
        </Link>
      </div>
      {page.data === null ? null : rows.length === 0 ? (
        <p className="quiet mt-10 text-center text-sm">
          {search === '' ? `There is no ${noun} yet.` : `No ${noun} has “${search}”.`}
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
            ...others.map((column) => ({ ...sortOf(column.sort), ...column })),
          ]}
        />
      )}
      <p className="mt-4 flex justify-end gap-6 text-sm">
        {cursor === '' ? null : (
          <Link className="textlink inline-block py-2" to={pathWith(here, { search, sort, order })}>
            First page
          </Link>
        )}
        {page.data?.next_cursor ? (
          <Link
            className="textlink inline-block py-2"
            to={pathWith(here, { search, sort, order, cursor: page.data.next_cursor })}
          >
            Next page
          </Link>
        ) : null}
      </p>
    </>
  )

  function sortOf(name: string | undefined) {
    if (name === undefined) return {}
    return {
      href: pathWith(here, { search, sort: name, order: otherOrder(name) }),
      order: sort === name ? (order === 'desc' ? ('desc' as const) : ('asc' as const)) : undefined,
    }
  }
}
