import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Form, Link, useLoaderData, useNavigation } from '@remix-run/react'
import { cardData } from '../card-data.server.ts'
import { defined, pathWith } from '../chosen-filters.ts'
import { DataTable } from '../components/data-table.tsx'
import { PageHead } from '../components/page-head.tsx'
import { permit } from '../permit.server.ts'

export const meta: MetaFunction = () => [{ title: 'Subscribers · Streaming service' }]

export async function loader(args: LoaderFunctionArgs) {
  permit(args, 'reports')
  const {
    request,
    context: { caller },
  } = args
  const url = new URL(request.url).searchParams
  const search = url.get('search')?.trim() ?? ''
  const cursor = url.get('cursor') ?? ''
  return { search, users: await cardData(caller.users.list({ ...defined({ search, cursor }), limit: 25 })) }
}

export default function Users() {
  const { search, users } = useLoaderData<typeof loader>()
  const pending = useNavigation().state === 'loading'
  return (
    <>
      <PageHead title="Subscribers" notices={users.fault === null ? [] : [users.fault]}>
        Find a user to see what they watched and paid.
      </PageHead>
      <Form method="get" role="search" className="flex flex-wrap items-end gap-3">
        <label className="flex grow flex-col gap-1 text-xs font-medium sm:max-w-md">
          Name, e-mail or id
          <input
            key={search}
            type="search"
            name="search"
            defaultValue={search}
            className="field w-full pr-3"
          />
        </label>
        <button type="submit" className="button">
          Find
        </button>
        <span role="status" className="quiet self-center text-sm">
          {pending ? 'Loading …' : ''}
        </span>
      </Form>
      {users.data === null ? null : users.data.items.length === 0 ? (
        <p className="quiet mt-10 text-center text-sm">
          {search === ''
            ? 'There are no users yet. Load a data set with npm run seed.'
            : `Nobody’s name, e-mail or id has “${search}”.`}
        </p>
      ) : (
        <div className="mt-6 overflow-x-auto rounded-lg border border-slate-200 bg-white px-5 py-2 shadow-sm dark:border-slate-800 dark:bg-slate-900">
          <DataTable
            caption="Users"
            rows={users.data.items}
            columns={[
              {
                name: 'Name',
                value: ({ user_id, name }) => (
                  <Link className="textlink inline-block py-1 font-medium" to={`/users/${user_id}`}>
                    {name}
                  </Link>
                ),
              },
              { name: 'E-mail', value: ({ email }) => email },
              { name: 'Plan', value: ({ subscription }) => subscription },
              { name: 'Id', numeric: true, value: ({ user_id }) => user_id },
            ]}
          />
        </div>
      )}
      {users.data?.next_cursor ? (
        <p className="mt-4 text-right text-sm">
          <Link className="textlink" to={pathWith('/users', { search, cursor: users.data.next_cursor })}>
            Next page
          </Link>
        </p>
      ) : null}
    </>
  )
}
