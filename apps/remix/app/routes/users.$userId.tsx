import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { cardData } from '../card-data.server.ts'
import { PageHead } from '../components/page-head.tsx'
import { RecommendationsCard, recommendationsShown } from '../components/recommendations-card.tsx'
import { historyShown, UserStats } from '../components/user-stats.tsx'
import { orNotFound } from '../not-found.server.ts'
import { permit } from '../permit.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.stats.name ?? 'User'} · Streaming service` },
]

export async function loader(args: LoaderFunctionArgs) {
  permit(args, 'reports')
  const { params, context } = args
  const { analytics, recommendations } = context.caller
  const user_id = params.userId ?? ''
  const stats = await orNotFound(context, analytics.userStats({ user_id, limit: historyShown }))
  return {
    stats,
    recommended: await cardData(recommendations.forUser({ user_id, limit: recommendationsShown })),
  }
}

export default function User() {
  const { stats, recommended } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHead title={stats.name}>
        User {stats.user_id} ·{' '}
        <Link className="textlink" to="/users">
          All subscribers
        </Link>
      </PageHead>
      <UserStats stats={stats}>
        <RecommendationsCard userId={stats.user_id} card={recommended} />
      </UserStats>
    </>
  )
}
