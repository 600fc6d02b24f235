import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { PageHead } from '../components/page-head.tsx'
import { historyShown, UserStats } from '../components/user-stats.tsx'
import { orNotFound } from '../not-found.server.ts'
import { permit } from '../permit.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.stats.name ?? 'User'} · Streaming service` },
]

export async function loader(args: LoaderFunctionArgs) {
  permit(args, 'reports')
  const { params, context } = args
  const stats = context.caller.analytics.userStats({ user_id: params.userId ?? '', limit: historyShown })
  return { stats: await orNotFound(context, stats) }
}

export default function User() {
  const { stats } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHead title={stats.name}>
        User {stats.user_id} ·{' '}
        <Link className="textlink" to="/users">
          All subscribers
        </Link>
      </PageHead>
      <UserStats stats={stats} />
    </>
  )
}
