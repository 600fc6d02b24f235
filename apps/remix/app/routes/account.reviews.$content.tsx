import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { PageHead } from '../components/page-head.tsx'
import { RecordForm } from '../components/record-form.tsx'
import { formFault } from '../form-fault.server.ts'
import { inputOf, submit } from '../manage/resource.ts'
import { orNotFound } from '../not-found.server.ts'
import { permit } from '../permit.server.ts'
import { readForm } from '../read-form.server.ts'
import { reviewWords } from '../review-fields.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `My review of ${data?.title ?? 'a title'} · Streaming service` },
]

function myReview(args: LoaderFunctionArgs) {
  permit(args, 'own')
  const { caller, actor } = args.context
  const key = { content_id: args.params.content ?? '', user_id: actor.user_id ?? '' }
  return orNotFound(args.context, caller.reviews.get(key))
}

export async function loader(args: LoaderFunctionArgs) {
  const { title, rating, review_text } = await myReview(args)
  return { title, values: { rating: String(rating), review_text } }
}

export async function action(args: ActionFunctionArgs) {
  const { content_id, user_id } = await myReview(args)
  const { caller } = args.context
  const { intent, ...values } = await readForm(args.request)
  try {
    if (intent === 'remove') {
      await caller.reviews.delete({ content_id, user_id })
      return redirect('/account?done=removed')
    }
    await submit(caller.reviews.update, { ...inputOf(reviewWords, values), content_id, user_id })
    return redirect('/account?done=reviewed')
  } catch (error) {
    return json({ values, fault: formFault(args.context, error) }, { status: 400 })
  }
}

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
