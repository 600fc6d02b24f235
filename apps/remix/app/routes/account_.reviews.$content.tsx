import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { reviewWords } from '../account/review-fields.ts'
import { RecordForm } from '../components/forms/record-form.tsx'
import { PageHead } from '../components/frame/page-head.tsx'
import { inputOf, submit } from '../manage/resource.ts'
import { formFault } from '../request/form-fault.server.ts'
import { orNotFound } from '../request/not-found.server.ts'
import { pageFor } from '../request/page-for.server.ts'
import { readForm } from '../request/read-form.server.ts'
import { redirectSaying } from '../request/said-once.server.ts'

export { keepForm as clientAction, keepPage as clientLoader } from '../request/keep-page.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `My review of ${data?.title ?? 'a title'} · Streaming service` },
]

function myReview(args: LoaderFunctionArgs) {
  const { caller, actor } = args.context
  const key = { content_id: args.params.content ?? '', user_id: actor.user_id ?? '' }
  return orNotFound(args.context, caller.reviews.get(key))
}

export const loader = pageFor('own', async (args: LoaderFunctionArgs) => {
  const { title, rating, review_text } = await myReview(args)
  return { title, values: { rating: String(rating), review_text } }
})

export const action = pageFor('own', async (args: ActionFunctionArgs) => {
  const { content_id, user_id, title } = await myReview(args)
  const { caller } = args.context
  const { intent, ...values } = await readForm(args.request)
  try {
    if (intent === 'remove') {
      await caller.reviews.delete({ content_id, user_id })
      return redirectSaying('/account', `Your review of “${title}” is deleted.`)
    }
    await submit(caller.reviews.update, { ...inputOf(reviewWords, values), content_id, user_id })
    return redirectSaying('/account', `Your review of “${title}” is written.`)
  } catch (error) {
    return json({ values, fault: formFault(args.context, error) }, { status: 400 })
  }
})

export default function MyReview() {
  const { title, values } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  return (
    <div className="max-w-xl">
      <PageHead title={title}>
        <Link className="textlink" to="/account">
          My account
        </Link>
      </PageHead>
      <div className="panel">
        <RecordForm
          intent="update"
          submit="Save"
          fields={reviewWords}
          values={failed?.values ?? values}
          fault={failed?.fault}
        />
      </div>
      <details className="mt-4 text-sm">
        <summary className="inline-flex h-10 items-center text-rose-700 dark:text-rose-300">
          Delete this review …
        </summary>
        <div className="panel mt-2">
          <RecordForm intent="remove" submit="Delete this review" fields={[]} values={{}} danger>
            <p>Nothing else refers to it. It cannot be brought back.</p>
          </RecordForm>
        </div>
      </details>
    </div>
  )
}
