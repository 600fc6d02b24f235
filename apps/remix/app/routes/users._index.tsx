import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { ListForm } from '../components/forms/list-form.tsx'
import { PageHead } from '../components/frame/page-head.tsx'
import { DataTable } from '../components/tables/data-table.tsx'
import { PageLinks, placeOf } from '../components/tables/page-links.tsx'
import { defined } from '../filters/chosen-filters.ts'
import { planFilter } from '../manage/choices/filter-choices.ts'
import { chooseList } from '../manage/list-query.server.ts'
import { cardData } from '../request/card-data.server.ts'
import { pageFor } from '../request/page-for.server.ts'

export { keepPage as clientLoader } from '../request/keep-page.ts'

export const meta: MetaFunction = () => [{ title: 'Users · Streaming service' }]

export const loader = pageFor('reports', async (args: LoaderFunctionArgs) => {
  const {
    request,
    context: { caller },
  } = args
  const url = new URL(request.url).searchParams
  const { filters, values: chosen, notices } = await chooseList(caller, { filters: [planFilter] }, url)
  const values: Record<string, string> = defined({ ...chosen, search: url.get('search')?.trim() })
  const place = placeOf(url)
  const query = { ...values, ...defined({ cursor: place.cursor }), limit: 25 }
  return { filters, values, notices, place, users: await cardData(caller.users.list(query)) }
})

export default function Users() {
  const { filters, values, notices, place, users } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHead title="Users" notices={users.fault === null ? notices : [...notices, users.fault]}>
        Find a user to see what they watched and paid.
      </PageHead>
      <ListForm searches="Name, e-mail or id" filters={filters} values={values} />
      {users.data === null ? null : users.data.items.length === 0 ? (
        <p className="quiet mt-10 text-center text-sm">{emptyWords(values)}</p>
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
      <PageLinks path="/users" values={values} place={place} next={users.data?.next_cursor} />
    </>
  )
}

function emptyWords({ search, plan }: Record<string, string>): string {
  const onPlan = plan === undefined ? '' : ` on the plan ${plan}`
  if (search !== undefined) return `Nobody’s name, e-mail or id${onPlan} has “${search}”.`
  return plan === undefined
    ? 'There are no users yet. Load a data set with npm run seed.'
    : `There is nobody${onPlan}.`
}
