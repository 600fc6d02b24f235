import {
  type ActionFunctionArgs,
  type HeadersFunction,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { RecordForm } from '../components/forms/record-form.tsx'
import { PageHead } from '../components/frame/page-head.tsx'
import { formFault } from '../request/form-fault.server.ts'
import { localPath } from '../request/local-path.ts'
import { readForm } from '../request/read-form.server.ts'

export { keepPage as clientLoader } from '../request/keep-page.ts'

export const meta: MetaFunction = () => [{ title: 'Sign in · Streaming service' }]

/** Retry-After of a refusal; without it Remix keeps an action's headers to itself. */
export const headers: HeadersFunction = ({ actionHeaders }) => actionHeaders

export function loader({ request, context: { actor, reading } }: LoaderFunctionArgs) {
  const back = localPath(new URL(request.url).searchParams.get('back') ?? '/', request.url)
  if (actor.role !== 'visitor') throw redirect(back)
  // How operators get in is nobody else's business: it is told where only this machine's people read it.
  return { back, onlyHere: reading === 'open' }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { email: typed = '', password: secret = '' } = await readForm(request)
  const email = typed.trim().toLowerCase().slice(0, 254)
  const password = secret.slice(0, 1_000)
  const back = new URL(request.url).searchParams.get('back') ?? '/'
  const refuse = (message: string, status: number, headers: Record<string, string> = {}) =>
    json({ email, fault: { fields: {}, form: message } }, { status, headers })
  if (email === '' || password === '') return refuse('E-mail and password are both needed.', 400)
  const outcome = await context.signIn(email, password).catch((error: unknown) => formFault(context, error))
  if ('fields' in outcome)
    return refuse(outcome.form ?? 'This is not possible now.', 503, { 'retry-after': '1' })
  if (outcome.kind === 'throttled') {
    const { retry_after_seconds: seconds } = outcome
    const minutes = Math.ceil(seconds / 60)
    return refuse(
      `Too many tries. Wait ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} and try again.`,
      429,
      {
        'retry-after': String(seconds),
      },
    )
  }
  if (outcome.kind === 'refused') return refuse('No account has this e-mail and this password.', 401)
  return redirect(localPath(back, request.url), { headers: { 'set-cookie': outcome.cookie } })
}

export default function SignIn() {
  const { back, onlyHere } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  return (
    <div className="mx-auto max-w-sm">
      <PageHead title="Sign in">
        {back.startsWith('/manage')
          ? 'Managing the service needs an admin.'
          : 'For operators and subscribers.'}
      </PageHead>
      <div className="panel">
        <RecordForm
          intent="sign-in"
          submit="Sign in"
          fields={[
            { name: 'email', label: 'E-mail', kind: 'email', required: true },
            { name: 'password', label: 'Password', kind: 'password', required: true },
          ]}
          values={{ email: failed?.email ?? '' }}
          fault={failed?.fault}
        />
      </div>
      {onlyHere ? (
        <p className="quiet mt-4 text-xs">
          The first start of the service printed the admin’s password. To make a new one, on its machine:
          <code className="mt-1 block break-words">npm run operators -- reset --email admin@localhost</code>
        </p>
      ) : null}
    </div>
  )
}
