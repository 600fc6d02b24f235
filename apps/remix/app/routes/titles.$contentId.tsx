import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { cardData } from '../card-data.server.ts'
import { PageHead } from '../components/page-head.tsx'
import { SimilarCard, similarShown } from '../components/similar-card.tsx'
import { orNotFound } from '../not-found.server.ts'
import { permit } from '../permit.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.content.title ?? 'Title'} · Streaming service` },
]

export async function loader(args: LoaderFunctionArgs) {
  permit(args, 'catalogue')
  const { params, context } = args
  const content_id = params.contentId ?? ''
  const content = await orNotFound(context, context.caller.content.get({ content_id }))
  return {
    content,
    similar: await cardData(context.caller.recommendations.similar({ content_id, limit: similarShown })),
  }
}

export default function Title() {
  const { content, similar } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHead title={content.title}>
        {content.genre} · {content.content_type} · {content.release_year} · rated {content.rating.toFixed(1)}{' '}
        of 10
      </PageHead>
      <SimilarCard contentId={content.content_id} card={similar} />
    </>
  )
}
