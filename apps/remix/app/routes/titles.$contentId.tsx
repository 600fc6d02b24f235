import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { SimilarCard, similarShown } from '../components/cards/similar-card.tsx'
import { PageHead } from '../components/frame/page-head.tsx'
import { formatDay } from '../display/format.ts'
import { cardData } from '../request/card-data.server.ts'
import { orNotFound } from '../request/not-found.server.ts'
import { pageFor } from '../request/page-for.server.ts'

export { keepPage as clientLoader } from '../request/keep-page.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.content.title ?? 'Title'} · Streaming service` },
]

export const loader = pageFor('catalogue', async (args: LoaderFunctionArgs) => {
  const { params, context } = args
  const content_id = params.contentId ?? ''
  const content = await orNotFound(context, context.caller.content.get({ content_id }))
  return {
    mayManage: context.actor.role === 'admin',
    content,
    similar: await cardData(context.caller.recommendations.similar({ content_id, limit: similarShown })),
  }
})

export default function Title() {
  const { mayManage, content, similar } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHead title={content.title}>
        {[
          content.genre,
          content.content_type,
          content.released_on === null
            ? String(content.release_year)
            : `released ${formatDay(content.released_on)}`,
          ...(content.runtime_minutes === null ? [] : [`${content.runtime_minutes} min`]),
          `rated ${content.rating.toFixed(1)} of 10`,
        ].join(' · ')}
        {mayManage ? (
          <>
            {' · '}
            <Link className="textlink" to={`/manage/titles/${content.content_id}`}>
              Manage
            </Link>
          </>
        ) : null}
      </PageHead>
      <SimilarCard contentId={content.content_id} card={similar} />
    </>
  )
}
