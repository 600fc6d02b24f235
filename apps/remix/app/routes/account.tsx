import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { reviewFields } from '../account/review-fields.ts'
import { RecommendationsCard, recommendationsShown } from '../components/cards/recommendations-card.tsx'
import { RecordForm } from '../components/forms/record-form.tsx'
import { PageHead } from '../components/frame/page-head.tsx'
import { DataTable } from '../components/tables/data-table.tsx'
import { placeOf } from '../components/tables/page-links.tsx'
import { paymentsShown, UserStats } from '../components/tables/user-stats.tsx'
import { watchesShown } from '../components/tables/watch-history-card.tsx'
import { formatRating } from '../display/format.ts'
import { defined } from '../filters/chosen-filters.ts'
import { inputOf, submit } from '../manage/resource.ts'
import { cardData } from '../request/card-data.server.ts'
import { formFault } from '../request/form-fault.server.ts'
import { pageFor } from '../request/page-for.server.ts'
import { readForm } from '../request/read-form.server.ts'
import { redirectSaying } from '../request/said-once.server.ts'

export { keepForm as clientAction, keepPage as clientLoader } from '../request/keep-page.ts'

export const meta: MetaFunction = () => [{ title: 'My account · Streaming service' }]

const passwordFields = [
  { name: 'current_password', label: 'Current password', kind: 'password', required: true },
  {
    name: 'password',
    label: 'New password',
    kind: 'new-password',
    required: true,
    help: '10 characters or more. You will sign in again with it, everywhere.',
  },
] as const

const reviewsShown = 200
/** Plays whose titles can be chosen to be reviewed: the newest. */
const watchesOffered = 200

export const loader = pageFor('signed-in', async (args: LoaderFunctionArgs) => {
  const { caller, actor } = args.context
  const { user_id } = actor
  const { role, name } = actor
  if (user_id === null) return { role, name, mine: null }
  const place = placeOf(new URL(args.request.url).searchParams)
  const [stats, reviews, newest, watches, recommended] = await Promise.all([
    caller.analytics.userStats({ user_id, limit: paymentsShown }),
    caller.reviews.list({ user_id, limit: reviewsShown, sort: 'title' }),
    caller.watchHistory.list({ user_id, limit: watchesOffered }),
    cardData(
      caller.watchHistory.list({ user_id, ...defined({ cursor: place.cursor }), limit: watchesShown }),
    ),
    cardData(caller.recommendations.forUser({ user_id, limit: recommendationsShown })),
  ])
  const watched = new Map(newest.items.map(({ content_id, title }) => [content_id, title]))
  const titles = [...watched].map(([value, label]) => ({ value, label }))
  return { role, name, mine: { stats, place, watches, reviews: reviews.items, titles, recommended } }
})

export const action = pageFor('signed-in', async (args: ActionFunctionArgs) => {
  const { caller, actor } = args.context
  const { intent = '', ...values } = await readForm(args.request)
  if (actor.user_id === null) throw new Response('Operators have no subscriber’s account.', { status: 403 })
  const user_id = actor.user_id
  try {
    if (intent === 'review') {
      const input = inputOf(reviewFields([]), values)
      const { title } = await submit(caller.reviews.create, { review_text: '', ...input, user_id })
      return redirectSaying('/account', `Your review of “${title}” is written.`)
    }
    if (intent !== 'change-password') throw new Response('intent: not a form of this page', { status: 400 })
    await submit(caller.users.changePassword, { ...inputOf(passwordFields, values), user_id })
    // Every session of the user has ended with it, this one too.
    return redirect('/sign-in?back=/account', { headers: { 'set-cookie': await args.context.signOut() } })
  } catch (error) {
    if (error instanceof Response) throw error
    const { password: _new, current_password: _current, ...kept } = values
    return json({ intent, values: kept, fault: formFault(args.context, error) }, { status: 400 })
  }
})

export default function AccountPage() {
  const { role, name, mine } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  const of = (intent: string) => (failed?.intent === intent ? failed : undefined)
  if (mine === null)
    return (
      <PageHead title={name}>
        You are signed in as {role}. An admin makes operators’ passwords under Manage, Operators; on the
        service’s machine npm run operators does.
      </PageHead>
    )
  return (
    <>
      <PageHead title={name}>What you watched, paid and said.</PageHead>
      <UserStats stats={mine.stats} watches={mine.watches} place={mine.place} path="/account">
        <RecommendationsCard userId={mine.stats.user_id} card={mine.recommended} />
      </UserStats>
      <div className="mt-4 grid grid-cols-1 gap-4 lg:mt-6 lg:gap-6 xl:grid-cols-2">
        <section className="panel" aria-labelledby="my-reviews">
          <h2 id="my-reviews" className="font-semibold">
            My reviews
          </h2>
          {mine.reviews.length === 0 ? (
            <p className="quiet mt-4 text-sm">You have not reviewed anything yet.</p>
          ) : (
            <DataTable
              caption="My reviews"
              rows={mine.reviews}
              columns={[
                {
                  name: 'Title',
                  value: ({ title, content_id }) => (
                    <Link className="textlink inline-block py-1" to={`/account/reviews/${content_id}`}>
                      {title}
                    </Link>
                  ),
                },
                { name: 'Rating', numeric: true, value: ({ rating }) => formatRating(rating) },
              ]}
            />
          )}
        </section>
        <section className="panel" aria-labelledby="write-review">
          <h2 id="write-review" className="mb-4 font-semibold">
            Write a review
          </h2>
          {mine.titles.length === 0 ? (
            <p className="quiet text-sm">Watch something first.</p>
          ) : (
            <RecordForm
              intent="review"
              submit="Write it"
              fields={reviewFields(mine.titles)}
              values={of('review')?.values ?? {}}
              fault={of('review')?.fault}
            />
          )}
        </section>
        <section className="panel" aria-labelledby="change-password">
          <h2 id="change-password" className="mb-4 font-semibold">
            Change password
          </h2>
          <RecordForm
            intent="change-password"
            submit="Change password"
            fields={passwordFields}
            values={{}}
            fault={of('change-password')?.fault}
          />
        </section>
      </div>
    </>
  )
}
