import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { SimilarCard, similarShown } from '../components/cards/similar-card.tsx'
import { TitleCompletionCard } from '../components/cards/title/title-completion-card.tsx'
import { TitleGenresCard } from '../components/cards/title/title-genres-card.tsx'
import { TitlePlansCard } from '../components/cards/title/title-plans-card.tsx'
import { TitleRatingsCard } from '../components/cards/title/title-ratings-card.tsx'
import { granularityChoice, measureChoice } from '../components/cards/viewing/viewing-choices.ts'
import { ViewingTrendCard } from '../components/cards/viewing/viewing-trend-card.tsx'
import { PageHead } from '../components/frame/page-head.tsx'
import { formatDay } from '../display/format.ts'
import { chooseOne } from '../filters/choose-one.ts'
import { chooseDays } from '../filters/chosen-days.ts'
import { defined } from '../filters/chosen-filters.ts'
import { titleReport } from '../reports/title-report.server.ts'
import { cardData } from '../request/card-data.server.ts'
import { orNotFound } from '../request/not-found.server.ts'
import { pageFor } from '../request/page-for.server.ts'

export { keepPage as clientLoader } from '../request/keep-page.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.content.title ?? 'Title'} · Streaming service` },
]

export const loader = pageFor('catalogue', async (args: LoaderFunctionArgs) => {
  const { params, context, request } = args
  const search = new URL(request.url).searchParams
  const content_id = params.contentId ?? ''
  const content = await orNotFound(context, context.caller.content.get({ content_id }))
  const { notices, ...period } = chooseDays(search)
  const measure = chooseOne(search, measureChoice, notices)
  const granularity = chooseOne(search, granularityChoice, notices)
  const ratings = cardData(context.caller.analytics.titleRatings({ content_id }))
  return {
    today: new Date().toISOString().slice(0, 10),
    notices,
    period,
    measure,
    granularity,
    ratings: await ratings,
    // Numbers of the service are not for members.
    report:
      context.actor.role === 'member'
        ? undefined
        : await titleReport(context, content_id, defined(period), granularity),
    mayManage: context.actor.role === 'admin',
    content,
    similar: await cardData(context.caller.recommendations.similar({ content_id, limit: similarShown })),
  }
})

export default function Title() {
  const { today, notices, period, measure, granularity, ratings, report, mayManage, content, similar } =
    useLoaderData<typeof loader>()
  const { content_id } = content
  const kept = {
    ...period,
    granularity: granularity === granularityChoice.usual ? undefined : granularity,
  }
  return (
    <>
      <PageHead title={content.title} notices={notices}>
        {[
          content.genre,
          content.content_type,
          content.released_on === null
            ? String(content.release_year)
            : `released ${formatDay(content.released_on)}`,
          ...(content.runtime_minutes === null ? [] : [`${content.runtime_minutes} min`]),
          `rated ${content.rating.toFixed(1)} of 10`,
        ].join(' · ')}
        {period.start_date || period.end_date ? (
          <>
            {' · '}
            <Link className="textlink" to={`/titles/${content_id}`}>
              All time
            </Link>
          </>
        ) : null}
        {mayManage ? (
          <>
            {' · '}
            <Link className="textlink" to={`/manage/titles/${content.content_id}`}>
              Manage
            </Link>
          </>
        ) : null}
      </PageHead>
      <div className="grid grid-cols-1 gap-4 lg:gap-6 xl:grid-cols-12">
        {report === undefined ? null : (
          <>
            <ViewingTrendCard
              card={report.trend}
              measure={measure}
              granularity={granularity}
              filters={period}
              contentId={content_id}
              happenings={
                content.released_on === null ? [] : [{ date: content.released_on, text: 'Released' }]
              }
              path={`/titles/${content_id}`}
              kept={kept}
              today={today}
              className="xl:col-span-8"
            />
            <TitlePlansCard contentId={content_id} card={report.plans} className="xl:col-span-4" />
            <TitleCompletionCard contentId={content_id} card={report.completion} className="xl:col-span-6" />
            <TitleGenresCard contentId={content_id} card={report.genres} className="xl:col-span-6" />
          </>
        )}
        <TitleRatingsCard contentId={content_id} card={ratings} className="xl:col-span-12" />
        <div className="xl:col-span-12">
          <SimilarCard contentId={content_id} card={similar} />
        </div>
      </div>
    </>
  )
}
