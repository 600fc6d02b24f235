import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { RecommendationsCard, recommendationsShown } from '../components/cards/recommendations-card.tsx'
import { UserMonthsCard } from '../components/cards/user/user-months-card.tsx'
import { UserTasteCard } from '../components/cards/user/user-taste-card.tsx'
import { PageHead } from '../components/frame/page-head.tsx'
import { placeOf } from '../components/tables/page-links.tsx'
import { paymentsShown, UserStats } from '../components/tables/user-stats.tsx'
import { watchesShown } from '../components/tables/watch-history-card.tsx'
import { defined } from '../filters/chosen-filters.ts'
import { cardData } from '../request/card-data.server.ts'
import { orNotFound } from '../request/not-found.server.ts'
import { pageFor } from '../request/page-for.server.ts'

export { keepPage as clientLoader } from '../request/keep-page.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.stats.name ?? 'User'} · Streaming service` },
]

export const loader = pageFor('reports', async (args: LoaderFunctionArgs) => {
  const { params, context } = args
  const { analytics, recommendations, watchHistory } = context.caller
  const user_id = params.userId ?? ''
  const stats = await orNotFound(context, analytics.userStats({ user_id, limit: paymentsShown }))
  const place = placeOf(new URL(args.request.url).searchParams)
  return {
    mayManage: context.actor.role === 'admin',
    stats,
    place,
    watches: await cardData(
      watchHistory.list({ user_id, ...defined({ cursor: place.cursor }), limit: watchesShown }),
    ),
    months: await cardData(analytics.userMonths({ user_id })),
    taste: await cardData(analytics.userTaste({ user_id })),
    recommended: await cardData(recommendations.forUser({ user_id, limit: recommendationsShown })),
  }
})

export default function User() {
  const { mayManage, stats, watches, place, months, taste, recommended } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHead title={stats.name}>
        User {stats.user_id} ·{' '}
        <Link className="textlink" to="/users">
          All subscribers
        </Link>
        {mayManage ? (
          <>
            {' · '}
            <Link className="textlink" to={`/manage/users/${stats.user_id}`}>
              Manage
            </Link>
          </>
        ) : null}
      </PageHead>
      <UserStats stats={stats} watches={watches} place={place} path={`/users/${stats.user_id}`}>
        <div className="mt-4 grid grid-cols-1 gap-4 lg:mt-6 lg:gap-6 xl:grid-cols-12">
          <UserMonthsCard userId={stats.user_id} card={months} className="xl:col-span-7" />
          <UserTasteCard userId={stats.user_id} card={taste} className="xl:col-span-5" />
        </div>
        <RecommendationsCard userId={stats.user_id} card={recommended} />
      </UserStats>
    </>
  )
}
